import Archiving
import FoundationEssentials
import HTTPTransport
import Manifest
import Settings
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
        var deferred: Set<VideoKey> = []
        var nextLookAt: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let console: Console
    private let counter: OpenCounter
    private let isDrawing: Bool
    private let isBounded: Bool

    /// What is open is counted so often while a frame is drawn.
    private static let countInterval = Duration.seconds(2)

    /// - Parameters:
    ///   - only: the tasks it is about; `nil` for all.
    ///   - isWait: whether it tells of the wait for them.
    init(
        context: CommandContext, manifest: Manifest, isDryRun: Bool, only: [String]? = nil, isWait: Bool = false
    ) {
        console = context.console
        counter = OpenCounter(manifest: manifest, only: only, isWait: isWait)
        isDrawing = !isDryRun && context.isDrawing
        isBounded = context.settings.transfer.bandwidth.bytes > 0
    }

    /// Takes note of an event; called from several threads.
    func observe(_ event: RunEvent) {
        state.withLock { state in
            switch event {
            case .began(let key, let progress, let deadline):
                state.deferred.remove(key)
                state.underWay.append(Watched(key: key, progress: progress, deadline: deadline))
            case .ended(let key, let outcome):
                state.underWay.removeAll { $0.key == key }
                switch outcome {
                case .archived(let bytes, _):
                    state.archived += 1
                    state.bytes += bytes
                case .postponed: if isDrawing { state.deferred.insert(key) }
                case .lost, .stopped, .cancelled: break
                }
            case .resting(let pause): state.nextLookAt = .now + pause
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
        var counted = OpenCounter.Counted()
        var countedAt: ContinuousClock.Instant?
        while !Task.isCancelled {
            let now = ContinuousClock.now
            if countedAt.map({ now - $0 >= Self.countInterval }) ?? true {
                counted = counter.count()
                countedAt = now
            }
            counted.wait?.seconds = (now - start) / .seconds(1)
            let frame = frame(at: now, since: start, counted)
            console.show(frame: frame.lines(console.size, mark: console.traits.mark, now: Date()))
            do { try await Task.sleep(for: Console.frameInterval) } catch { break }
        }
        console.show(frame: [])
    }

    private func frame(
        at now: ContinuousClock.Instant, since start: ContinuousClock.Instant, _ counted: OpenCounter.Counted
    ) -> ProgressFrame {
        let time = (now - start) / .seconds(1)
        return state.withLock { state in
            var frame = ProgressFrame(archived: state.archived, bytes: state.bytes, queue: counted.queue)
            frame.deferred = state.deferred.count
            frame.isBounded = isBounded
            frame.nextLook = state.nextLookAt.flatMap { $0 > now ? ($0 - now) / .seconds(1) : nil }
            frame.wait = counted.wait
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
