import Archiving
import FoundationEssentials
import HTTPTransport
import Manifest
import Synchronization

/// What is under way in a run: on a terminal a frame of it while it goes.
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
        var wouldArchive: [VideoKey] = []
    }

    private let state = Mutex(State())
    private let console: Console
    private let manifest: Manifest
    private let isDrawing: Bool

    /// What is open is counted so often while a frame is drawn.
    private static let countInterval = Duration.seconds(2)

    init(context: CommandContext, manifest: Manifest, isDryRun: Bool) {
        console = context.console
        self.manifest = manifest
        isDrawing = !isDryRun && context.isDrawing
    }

    /// Takes note of an event; called from several threads.
    func observe(_ event: RunEvent) {
        state.withLock { state in
            switch event {
            case .began(let key, let progress, let deadline):
                state.underWay.append(Watched(key: key, progress: progress, deadline: deadline))
            case .ended(let key, let outcome):
                state.underWay.removeAll { $0.key == key }
                guard case .archived(let bytes, _) = outcome else { return }
                state.archived += 1
                state.bytes += bytes
            // The list is the result of a dry run; the report prints it.
            case .wouldArchive(let key): state.wouldArchive.append(key)
            case .discovered, .taskFailed, .lost, .problem, .clockIsOff: break
            }
        }
    }

    /// What a dry run would archive, in its order.
    var wouldArchive: [VideoKey] { state.withLock { $0.wouldArchive } }

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
