import Failures
import HTTPTransport

extension VideoArchiver {
    /// Runs a relay as soon as there is room for it beside those of all videos.
    ///
    /// - Parameter progress: that of the whole video.
    /// - Throws: ``stopped`` when the task is cancelled before its turn comes.
    func inTurn<Handler: RelayHandler>(
        _ handler: Handler, partOf progress: RelayProgress
    ) async throws(Failure) -> RelayOutcome<Handler> {
        let turn = try await relays.acquire()
        defer { turn.release() }
        let own = RelayProgress(partOf: progress)
        let outcome = await http.relay(handler, progress: own, sourcePolicy: options.sourcePolicy)
        // What came will come once more.
        if case .failure = outcome.result { own.reset() }
        return outcome
    }
}
