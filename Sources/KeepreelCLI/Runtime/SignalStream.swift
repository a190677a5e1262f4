import Dispatch
import Glibc

/// Signals as a stream; while it is held, they do not end the process by themselves.
final class SignalStream {
    /// The signals in the order they came.
    let signals: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]
    /// What each did before; not the default where another stream is held.
    private let before: [(number: Int32, handler: sighandler_t?)]

    init(_ numbers: [Int32] = [SIGINT, SIGTERM]) {
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        signals = stream
        before = numbers.map { ($0, signal($0, SIG_IGN)) }
        sources = numbers.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.activate()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
        for (number, handler) in before { signal(number, handler) }
    }
}
