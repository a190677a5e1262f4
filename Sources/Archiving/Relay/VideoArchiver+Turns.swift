import Failures
import HTTPTransport

extension VideoArchiver {
    /// Runs a relay as soon as there is room for it beside those of all videos.
    ///
    /// - Throws: ``stopped`` when the task is cancelled before its turn comes.
    func inTurn<Handler: RelayHandler>(
        _ handler: Handler, progress: RelayProgress
    ) async throws(Failure) -> RelayOutcome<Handler> {
        let turn = try await relays.acquire()
        defer { turn.release() }
        return await http.relay(handler, progress: progress, sourcePolicy: options.sourcePolicy)
    }
}
