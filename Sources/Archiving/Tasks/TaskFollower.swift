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

    /// How a round of questions goes.
    struct Round: Sendable {
        /// Tasks the service answered for.
        var queried = 0
        /// Tasks that could not be asked about.
        var unanswered = 0
        /// What ended the round before its end.
        var stop: Failure?
        /// Tasks that were asked for before the list was read.
        var askedFirst: Set<String> = []
    }

    private enum Answer {
        case recorded
        case unanswered(Failure, VideoKey)
        case stop(Failure)
    }

    private static let pageSize = 250
    /// Questions at once, which hide the round trip; the pacer sets their rate.
    private static let questionsAtOnce = 8
    /// Tasks at once: those asked for, and those whose answers are on their way to the disk.
    private static let atOnce = 32

    /// Asks for the tasks that the service will soon forget, which must not wait until its list is read, and for all of
    /// them where they are few: the list saves no question then.
    func askFirst(_ round: inout Round) async throws(Failure) {
        var page = try manifest.tasksToQuery(limit: ListedRunning.few + 1, region: region)
        let areFew = page.count <= ListedRunning.few
        while round.stop == nil, await !queue.isStopped {
            let soon = now() + ArchivalRun.riskTime.inSeconds - Deadline.retention
            var urgent = page.prefix { areFew || $0.beganAt < soon }
            // The first answer teaches the service's time, by which the others are judged.
            if !areFew, round.askedFirst.isEmpty { urgent = urgent.prefix(1) }
            guard let end = urgent.last else { return }
            round.askedFirst.formUnion(urgent.map(\.taskID))
            await ask(Array(urgent), &round)
            if areFew { return }
            page = try manifest.tasksToQuery(after: end, limit: Self.pageSize, region: region)
        }
    }

    /// One question for every task of the region that is still running; the longest known first.
    ///
    /// - Parameters:
    ///   - only: of these tasks; `nil` for all.
    ///   - listing: of all tasks those are left out that the service's list called running in this round; `nil` for none.
    ///   - ended: tasks that the list calls ended. Others that were asked for first are not asked for again.
    func askAll(
        only: Set<String>?, notListedIn listing: String?, ended: Set<String> = [], _ round: inout Round
    ) async throws(Failure) {
        if let only {
            await ask(try manifest.unfinishedTasks(among: only).filter { !$0.isElsewhere(than: region) }, &round)
            return
        }
        var last: TaskRecord?
        while round.stop == nil, await !queue.isStopped {
            let page = try manifest.tasksToQuery(
                after: last, limit: Self.pageSize, notListedIn: listing, region: region)
            guard let end = page.last else { break }
            let askedFirst = round.askedFirst
            await ask(page.filter { !askedFirst.contains($0.taskID) || ended.contains($0.taskID) }, &round)
            last = end
        }
    }

    private func ask(_ tasks: [TaskRecord], _ round: inout Round) async {
        let questions = Permits(Self.questionsAtOnce)
        await withTaskGroup(of: Answer.self) { group in
            var rest = tasks[...]
            for task in rest.prefix(Self.atOnce) { group.addTask { await ask(task, questions) } }
            rest = rest.dropFirst(Self.atOnce)
            while let answer = await group.next() {
                switch answer {
                case .recorded: round.queried += 1
                case .unanswered(let failure, let task):
                    round.unanswered += 1
                    // A run that is stopped cuts its questions short, which is no problem of theirs.
                    if !Task.isCancelled { observer(.problem(failure, task)) }
                case .stop(let failure):
                    round.stop = round.stop ?? failure
                    questions.close(failure)
                }
                if round.stop == nil, await !queue.isStopped, let task = rest.popFirst() {
                    group.addTask { await ask(task, questions) }
                }
            }
        }
    }

    private func ask(_ task: TaskRecord, _ questions: Permits) async -> Answer {
        do throws(Failure) {
            guard let report = try await answer(for: task, questions) else { return .recorded }
            let update = TaskUpdate(report, at: now())
            let outcome = try await manifest.grouped { () throws(Failure) in try manifest.record(update) }
            if outcome.newlyPending > 0 { await queue.feed() }
            return .recorded
        } catch {
            switch error.disposition {
            case .stop, .unreachable: return .stop(error)
            // What it refuses of a task it has forgotten, it refuses for ever.
            case .giveUp where task.isForgotten(at: now()): return giveUp(task, error)
            default:
                return .unanswered(
                    error.concerning("task \(task.taskID)"), VideoKey(taskID: task.taskID, index: 0))
            }
        }
    }

    /// - Returns: `nil` where the service does not know the task yet.
    private func answer(for task: TaskRecord, _ questions: Permits) async throws(Failure) -> TaskReport? {
        let permit = try await questions.acquire()
        defer { permit.release() }
        let report = try await studio.query(task.taskID)
        if report.status == .unknown {
            if task.isTooYoungToBeGone(at: now()) { return nil }
            try await studio.confirmUnknown(task.taskID)
        }
        return report
    }

    /// Its videos are lost, for the reason the service gave.
    private func giveUp(_ task: TaskRecord, _ reason: Failure) -> Answer {
        do throws(Failure) {
            _ = try manifest.record(TaskUpdate(givingUp: task, RecordedError(reason), at: now()))
            return .recorded
        } catch {
            return .stop(error)
        }
    }
}
