import Archiving
import Failures
import Manifest
import ModelStudio

/// Cancels tasks one after the other.
struct Cancellation: Sendable {
    let studio: ModelStudioClient
    let manifest: Manifest
    let clock: ServiceClock
    let report: CancelReport

    /// - Returns: the gravest of what the tasks came to.
    func cancel(_ taskIDs: [String]) async throws -> ExitStatus {
        var status = ExitStatus.done
        var outcomes: [CancelOutcome] = []
        for taskID in taskIDs {
            let outcome = await outcome(of: taskID)
            outcomes.append(outcome)
            try report.tell(outcome)
            guard case .failed(let failure) = outcome.result else { continue }
            status = status.orGraver(failure.exitStatus)
            if outcome.concernsAll || Task.isCancelled { break }
        }
        try report.end(outcomes, untried: taskIDs.dropFirst(outcomes.count))
        return status
    }

    private func outcome(of taskID: String) async -> CancelOutcome {
        do throws(Failure) {
            return CancelOutcome(taskID: taskID, result: try await cancel(taskID))
        } catch {
            return CancelOutcome(taskID: taskID, result: .failed(error.concerning("task \(taskID)")))
        }
    }

    /// Cancels, then asks what became of it: the reply to a cancellation may be lost, or say no to a second one.
    private func cancel(_ taskID: String) async throws(Failure) -> CancelOutcome.Result {
        var refusal: Failure?
        do throws(Failure) {
            try await studio.cancel(taskID)
        } catch {
            guard error.disposition == .giveUp else { throw error }
            refusal = error
        }
        let report = try await studio.query(taskID)
        if try manifest.task(taskID) != nil { _ = try manifest.record(TaskUpdate(report, at: clock.now())) }
        return CancelOutcome.Result(report, refusal: refusal)
    }
}
