import Dispatch
import Failures
import Glibc
import Synchronization

/// SIGINT and SIGTERM as a stream; while it is held, they do not end the process by themselves.
final class SignalStream: Sendable {
    /// The signals in the order they came.
    let signals: AsyncStream<Int32>
    private let continuation: AsyncStream<Int32>.Continuation

    init() {
        (signals, continuation) = AsyncStream<Int32>.makeStream()
        SignalSource.shared.listen(continuation)
    }

    deinit { SignalSource.shared.listen(nil) }
}

/// Where the process's signals come from. It is set up once and stays: on Linux a source of Dispatch that is set up
/// beside the end of another one for the same signal never hears of it.
private final class SignalSource: Sendable {
    private struct State {
        var listener: AsyncStream<Int32>.Continuation?
        var sources: [any DispatchSourceSignal] = []
    }

    static let shared = SignalSource()

    private let state = Mutex(State())

    private init() {
        state.withLock { state in
            state.sources = [SIGINT, SIGTERM].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { Self.shared.take(number) }
                source.activate()
                return source
            }
        }
    }

    func listen(_ continuation: AsyncStream<Int32>.Continuation?) { state.withLock { $0.listener = continuation } }

    /// Where nobody listens there is nothing to save.
    private func take(_ number: Int32) {
        guard let listener = state.withLock({ $0.listener }) else { _exit(ExitStatus(signal: number).rawValue) }
        listener.yield(number)
    }
}

extension ExitStatus {
    /// The status of a process that SIGINT or SIGTERM ended.
    init(signal number: Int32) { self = number == SIGINT ? .interrupted : .terminated }
}
