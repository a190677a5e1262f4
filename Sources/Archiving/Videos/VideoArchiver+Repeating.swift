import Failures
import ObjectStorage

extension VideoArchiver {
    /// Repeats a step while its failure may pass, as often as the settings allow.
    ///
    /// - Parameter earlier: why it failed before, if it did.
    func repeating<Value>(
        after earlier: Failure? = nil, _ step: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        var history = AttemptHistory(retries: options.retries)
        var failure = earlier
        while true {
            if let failure { try await pause(after: failure, &history) }
            do throws(Failure) { return try await step() } catch { failure = error }
        }
    }

    /// - Throws: the failure itself where repeating is no use.
    private func pause(after failure: Failure, _ history: inout AttemptHistory) async throws(Failure) {
        if Task.isCancelled { throw Self.stopped }
        // Neither a lost upload nor another content becomes right by sending one part again.
        if failure.saysUploadIsGone || failure.disposition == .refuseContent { throw failure }
        history.count(failure.disposition)
        guard case .again(let wait) = history.nextStep(after: failure.disposition, sinceDeadline: nil) else {
            throw failure
        }
        do { try await Task.sleep(for: options.pause(wait, after: history.failures)) } catch { throw Self.stopped }
    }
}
