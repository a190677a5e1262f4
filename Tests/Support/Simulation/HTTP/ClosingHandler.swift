import FlyingFox

/// Throws before anything is written, which is how the server is made to close a connection without an answer.
struct ClosingHandler: WSHandler {
    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        throw ConnectionClosed()
    }
}
