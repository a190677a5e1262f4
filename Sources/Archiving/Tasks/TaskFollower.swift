import Failures
import FoundationEssentials
import Manifest
import ModelStudio

/// Asks Model Studio about every task that is not known to have ended, and records the answers.
struct TaskFollower: Sendable {
    let manifest: Manifest
    let studio: ModelStudioClient
    let queue: WorkQueue
    /// Model Studio knows the tasks of this region; of others it would say that they do not exist.
    let region: String
    let observer: @Sendable (RunEvent) -> Void
    let now: @Sendable () -> Date

    /// How a round of questions ended.
    struct Round: Sendable {
        var queried = 0
        /// Tasks that could not be asked about.
        var unanswered = 0
        /// What ended the round before its end.
        var stop: Failure?
    }

    private enum Answer {
        case recorded
        case unanswered(Failure)
        case stop(Failure)
    }

    private static let pageSize = 100
    /// The pacer sets the rate; so many at once hide the round trip.
    private static let atOnce = 8

    /// One question for every task of the region that is still running; the longest known first.
    ///
    /// - Parameters:
    ///   - only: of these tasks; `nil` for all.
    ///   - since: of all tasks those are left out that the service's list told of at this time or later; `nil` for none.
    func askAll(only: Set<String>?, since: Date?) async throws(Failure) -> Round {
        var round = Round()
        if let only {
            var tasks: [TaskRecord] = []
            for taskID in only.sorted() {
                if let task = try manifest.task(taskID), !task.isFinished, !task.isElsewhere(than: region) {
                    tasks.append(task)
                }
            }
            await ask(tasks, &round)
            return round
        }
        var last: TaskRecord?
        while round.stop == nil, await !queue.isStopped {
            let page = try manifest.tasksToQuery(
                after: last, limit: Self.pageSize, notQueriedSince: since, region: region)
            guard let end = page.last else { break }
            await ask(page, &round)
            last = end
        }
        return round
    }

    private func ask(_ tasks: [TaskRecord], _ round: inout Round) async {
        await withTaskGroup(of: Answer.self) { group in
            var rest = tasks[...]
            for task in rest.prefix(Self.atOnce) { group.addTask { await ask(task) } }
            rest = rest.dropFirst(Self.atOnce)
            while let answer = await group.next() {
                switch answer {
                case .recorded: round.queried += 1
                case .unanswered(let failure):
                    round.unanswered += 1
                    // A run that is stopped cuts its questions short, which is no problem of theirs.
                    if !Task.isCancelled { observer(.problem(failure)) }
                case .stop(let failure): round.stop = round.stop ?? failure
                }
                if round.stop == nil, await !queue.isStopped, let task = rest.popFirst() {
                    group.addTask { await ask(task) }
                }
            }
        }
    }

    private func ask(_ task: TaskRecord) async -> Answer {
        do throws(Failure) {
            let report = try await studio.query(task.taskID)
            let at = now()
            if report.status == .unknown, task.isTooYoungToBeGone(at: at) { return .recorded }
            let outcome = try manifest.record(TaskUpdate(report, at: at))
            if outcome.newlyPending > 0 { await queue.feed() }
            return .recorded
        } catch {
            switch error.disposition {
            case .stop, .unreachable: return .stop(error)
            case .giveUp where isOutOfReach(task): return giveUp(task, error)
            default: return .unanswered(error.concerning("task \(task.taskID)"))
            }
        }
    }

    /// Model Studio keeps tasks and results for 24 hours: what it refuses afterwards, it refuses for ever.
    private func isOutOfReach(_ task: TaskRecord) -> Bool {
        now().timeIntervalSince(task.submittedAt ?? task.addedAt) > 86_400
    }

    /// Its videos are lost, for the reason the service gave.
    private func giveUp(_ task: TaskRecord, _ reason: Failure) -> Answer {
        let update = TaskUpdate(
            taskID: task.taskID, status: task.status ?? TaskStatus.unknown.name, phase: .gone, code: reason.code,
            message: reason.message, at: now())
        do throws(Failure) {
            _ = try manifest.record(update)
            return .recorded
        } catch {
            return .stop(error)
        }
    }
}
