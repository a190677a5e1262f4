import Synchronization

/// Where the relay that opens a source tells that the video goes up in parts, or that it does not.
final class PartsBeginning: Sendable {
    private struct State {
        var work: Task<PartsTransfer, any Error>?
        var parts: PartsTransfer?
        var isOver = false
    }

    private let state = Mutex(State())
    private let stream: AsyncStream<PartsTransfer>
    private let continuation: AsyncStream<PartsTransfer>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    /// Begins the upload in parts. The relay may end meanwhile, by the content's defect or because the run is stopped;
    /// it is begun to the end nevertheless, so that no upload is left that nobody knows.
    func begin(_ body: @escaping @Sendable () async throws -> PartsTransfer) async throws -> PartsTransfer {
        let work = state.withLock { state -> Task<PartsTransfer, any Error>? in
            if !state.isOver { state.work = Task { try await body() } }
            return state.work
        }
        guard let work else { throw VideoArchiver.stopped }
        let parts = try await work.value
        tell(parts)
        return parts
    }

    /// The upload in parts, once it has begun.
    var parts: PartsTransfer? { state.withLock { $0.parts } }

    private func tell(_ parts: PartsTransfer) {
        state.withLock { $0.parts = parts }
        continuation.yield(parts)
    }

    /// It does not begin any more. What is beginning is waited for; it learns that the caller's task is cancelled.
    ///
    /// - Returns: the upload in parts, if it has begun.
    func end() async -> PartsTransfer? {
        let work = state.withLock { state in
            state.isOver = true
            return state.work
        }
        let parts = await withTaskCancellationHandler {
            try? await work?.value
        } onCancel: {
            work?.cancel()
        }
        // Before the end, whichever of the two comes first; whoever waits hears the first only.
        if let parts { tell(parts) }
        continuation.finish()
        return parts
    }

    /// Waits until it is decided.
    func decided() async -> PartsTransfer? {
        for await parts in stream { return parts }
        return nil
    }
}
