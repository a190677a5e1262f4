import Archiving
import Failures
import FoundationEssentials
import HTTPTransport
import Manifest
import Synchronization

/// Tells of a run while it goes: lines for what failed, and on a terminal a frame of the videos under way.
final class RunDisplay: Sendable {
    private struct State {
        var underWay: [VideoProgress] = []
        var archived = 0
        var bytes: Int64 = 0
        var told: Set<[String]> = []
        var wouldArchive: [VideoKey] = []
    }

    private let state = Mutex(State())
    private let console: Console
    private let bucket: String
    private let isDrawing: Bool
    private let tellsVideos: Bool
    private let isVerbose: Bool
    private let isQuiet: Bool

    init(context: CommandContext, bucket: String, isDryRun: Bool) {
        console = context.console
        self.bucket = bucket
        isVerbose = context.options.verbose > 0
        isQuiet = context.options.quiet
        isDrawing = !isDryRun && context.isDrawing
        tellsVideos = isDrawing || isVerbose
    }

    /// Takes note of an event; called from several threads.
    func observe(_ event: RunEvent) {
        switch event {
        case .discovered(let count): if tellsVideos { console.line("\(count) new tasks found") }
        case .began(let key, let progress, let deadline):
            state.withLock { $0.underWay.append(VideoProgress(key: key, progress: progress, deadline: deadline)) }
            if isVerbose { console.line("task \(key): archiving begins") }
        case .ended(let key, let outcome): ended(key, outcome)
        // The list is the result of a dry run; the report prints it.
        case .wouldArchive(let key): state.withLock { $0.wouldArchive.append(key) }
        // No later run tells of these again, so quiet does not cover them.
        case .taskFailed(let task):
            console.line("task \(task.taskID) failed at Model Studio: \(task.failureText)")
        case .lost(let video):
            console.line("LOST task \(video.key): \(video.lastError.map { "\($0)" } ?? "its URL died")")
        case .problem(let failure): tellOnce(failure)
        case .clockIsOff(let offset): if !isQuiet { console.line("keepreel: warning: \(HumanText.clock(offset))") }
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
            if tellsVideos { console.line("archived task \(key) (\(HumanText.bytes(bytes))) \(url)") }
        case .postponed(let failure): console.line("keepreel: \(failure)")
        // Lost ones are told by the report, stopping failures as problems of the run.
        case .lost, .stopped: break
        case .cancelled: if tellsVideos { console.line("task \(key): stopped, the next run goes on") }
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
        while !Task.isCancelled {
            let frame = state.withLock { state in
                ProgressFrame(underWay: state.underWay, archived: state.archived, bytes: state.bytes)
            }
            let elapsed = (ContinuousClock.now - start) / .seconds(1)
            console.show(frame: frame.lines(width: console.width, elapsed: elapsed, now: Date()))
            do { try await Task.sleep(for: .milliseconds(200)) } catch { break }
        }
        console.show(frame: [])
    }
}
