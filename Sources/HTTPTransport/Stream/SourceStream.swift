/// The body of a source response in segments of one length, for sources that give no ranges or no length.
///
/// Between two segments the source waits. No more is held than the segment that is being filled and libcurl's buffer.
/// Releasing the stream drops its connection.
public final class SourceStream: Sendable {
    /// Status and fields of the 2xx response.
    public let head: HTTPResponseHead
    /// Bytes of every segment but the last.
    public let segmentLength: Int

    private let loop: TransferLoop
    private let operation: UInt64

    init(head: HTTPResponseHead, segmentLength: Int, loop: TransferLoop, operation: UInt64) {
        self.head = head
        self.segmentLength = segmentLength
        self.loop = loop
        self.operation = operation
    }

    deinit { close() }

    /// The next segment: just as long as agreed, shorter or empty only at the end of the body, and empty from then on.
    ///
    /// - Throws: ``TransportError`` when the body ended before its length or the source stalled; of kind `cancelled`
    ///   when the task was cancelled, which drops the connection; of kind `badRequest` where another task is waiting.
    public func next() async throws(TransportError) -> [UInt8] {
        let stream = operation
        let cancelled = Result<[UInt8], TransportError>.failure(TransportError(.cancelled, "cancelled"))
        do {
            return try await loop.run(cancelled: cancelled) { core, operation, finish in
                guard let transfer = core.streams[stream] else { return finish(cancelled) }
                transfer.next(operation, finish)
            }.get()
        } catch {
            if error.kind == .cancelled { close() }
            throw error
        }
    }

    private func close() {
        loop.submit { [operation] core in core.cancel(operation) }
    }
}
