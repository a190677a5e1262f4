/// Holds up one who waits until it is opened.
final class Gate: Sendable {
    private let (stream, continuation) = AsyncStream<Void>.makeStream()

    func open() { continuation.finish() }

    func wait() async { for await _ in stream {} }

    /// Waits on even when the task is cancelled.
    func waitStubbornly() async { await Task.detached { await self.wait() }.value }
}
