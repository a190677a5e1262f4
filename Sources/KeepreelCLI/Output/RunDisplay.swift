import Archiving
import Failures
import FoundationEssentials
import HTTPTransport
import Manifest
import Synchronization

/// Tells of a run while it goes: lines for what failed, and on a terminal a frame of the videos under way.
final class RunDisplay: Sendable {
    /// A video under way, as it is watched.
    private struct Watched {
        var key: VideoKey
        var progress: RelayProgress
        var deadline: Date?
        var rate = SmoothedRate()
    }

    private struct State {
        var underWay: [Watched] = []
        var archived = 0
        var bytes: Int64 = 0
        var rate = SmoothedRate()
        var told: Set<[String]> = []
        var wouldArchive: [VideoKey] = []
    }

    private let state = Mutex(State())
    private let console: Console
    private let manifest: Manifest
    private let isDrawing: Bool
    private let isVerbose: Bool
    private let isQuiet: Bool

    /// What is open is counted so often while a frame is drawn.
    private static let countInterval = Duration.seconds(2)

    init(context: CommandContext, manifest: Manifest, isDryRun: Bool) {
        console = context.console
        self.manifest = manifest
        isVerbose = context.options.verbose > 0
        isQuiet = context.options.quiet
        isDrawing = !isDryRun && context.isDrawing
    }

    /// Takes note of an event; called from several threads.
    func observe(_ event: RunEvent) {
        switch event {
        case .discovered(let count): if isVerbose { console.line("\(count) new tasks found") }
        case .began(let key, let progress, let deadline):
            state.withLock { $0.underWay.append(Watched(key: key, progress: progress, deadline: deadline)) }
            if isVerbose { console.line("task \(key): archiving begins") }
        case .ended(let key, let outcome): ended(key, outcome)
        // The list is the result of a dry run; the report prints it.
        case .wouldArchive(let key): state.withLock { $0.wouldArchive.append(key) }
        // No later run tells of these again, so quiet does not cover them.
        case .taskFailed(let task):
            console.line("task \(task.taskID) failed at Model Studio: \(task.failureText)")
        case .lost(let video):
            let reason = video.lastError.map { "\($0)" } ?? "its URL died"
            console.line(TintedText("LOST", .bad) + TintedText(" task \(video.key): \(reason)"))
        case .problem(let failure): tellOnce(failure)
        case .clockIsOff(let offset): if !isQuiet { console.warning(HumanText.clock(offset)) }
        }
    }

    private func ended(_ key: VideoKey, _ outcome: VideoOutcome) {
        state.withLock { state in
            state.underWay.removeAll { $0.key == key }
            if case .archived(let bytes, _) = outcome {
                state.archived += 1
                state.bytes += bytes
            }
        }
        switch outcome {
        case .archived(let bytes, let url):
            if isVerbose { console.line("archived task \(key) (\(HumanText.bytes(bytes))) \(url)") }
        case .postponed(let failure): console.line("keepreel: \(failure)")
        // Lost ones are told by the report, stopping failures as problems of the run.
        case .lost, .stopped: break
        case .cancelled: if isVerbose { console.line("task \(key): stopped, the next run goes on") }
        }
    }

    /// What a dry run would archive, in its order.
    var wouldArchive: [VideoKey] { state.withLock { $0.wouldArchive } }

    /// Eight uploads that are refused for one reason, each naming its key, say it once; other problems once each.
    private func tellOnce(_ failure: Failure) {
        let subject = if case .stop = failure.disposition { [failure.code] } else { [failure.code, failure.message] }
        let isNew = state.withLock { $0.told.insert(subject).inserted }
        if isNew || isVerbose { console.error(failure) }
    }

    /// Draws the frame until cancelled.
    func draw() async {
        guard isDrawing else { return }
        let start = ContinuousClock.now
        var queue: OpenVideos?
        var countedAt: ContinuousClock.Instant?
        while !Task.isCancelled {
            let now = ContinuousClock.now
            if countedAt.map({ now - $0 >= Self.countInterval }) ?? true {
                // A display is no reason to end a run; what is wrong with the manifest the run itself finds.
                queue = try? manifest.openVideos(atRiskBefore: Date() + ArchivalRun.riskTime / .seconds(1))
                countedAt = now
            }
            let frame = frame(at: (now - start) / .seconds(1), queue)
            console.show(frame: frame.lines(console.size, mark: console.traits.mark, now: Date()))
            do { try await Task.sleep(for: Console.frameInterval) } catch { break }
        }
        console.show(frame: [])
    }

    private func frame(at time: Double, _ queue: OpenVideos?) -> ProgressFrame {
        state.withLock { state in
            var frame = ProgressFrame(archived: state.archived, bytes: state.bytes, queue: queue)
            for place in state.underWay.indices {
                let received = state.underWay[place].progress.received
                state.underWay[place].rate.note(received, at: time)
                let watched = state.underWay[place]
                frame.bytes += received
                frame.underWay.append(
                    VideoProgress(
                        key: watched.key, received: received, total: watched.progress.total,
                        rate: watched.rate.perSecond, deadline: watched.deadline))
            }
            state.rate.note(frame.bytes, at: time)
            frame.rate = state.rate.perSecond ?? 0
            return frame
        }
    }
}
