/// Signals as a stream; while it is held, they do not end the process by themselves. Of several streams each hears of
/// them.
final class SignalStream: Sendable {
    /// The signals in the order they came.
    let signals: AsyncStream<Int32>
    private let number: Int

    /// - Parameter numbers: which; SIGINT and SIGTERM, and whatever else is wanted.
    init(_ numbers: Set<Int32> = SignalSource.endings) {
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        signals = stream
        number = SignalSource.shared.add(continuation, to: numbers)
    }

    deinit { SignalSource.shared.remove(number) }
}
