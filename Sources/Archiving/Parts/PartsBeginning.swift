import Synchronization

/// Where the relay that opens a source tells that the video goes up in parts, or that it does not.
final class PartsBeginning: Sendable {
    private let begun = Mutex<PartsTransfer?>(nil)
    private let stream: AsyncStream<PartsTransfer>
    private let continuation: AsyncStream<PartsTransfer>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    /// The upload in parts, once it has begun.
    var parts: PartsTransfer? { begun.withLock { $0 } }

    func begin(_ parts: PartsTransfer) {
        begun.withLock { $0 = parts }
        continuation.yield(parts)
    }

    /// It does not begin any more.
    func end() { continuation.finish() }

    /// Waits until it is decided.
    func decided() async -> PartsTransfer? {
        for await parts in stream { return parts }
        return nil
    }
}
