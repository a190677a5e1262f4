import Failures
import ModelStudio

/// What the cancellation of one task came to.
struct CancelOutcome: Sendable {
    enum Result: Sendable {
        case cancelled
        /// The service accepted it and shows it later.
        case accepted
        case failed(Failure)
    }

    let taskID: String
    let result: Result

    /// Whether the next task would meet the same.
    var concernsAll: Bool {
        guard case .failed(let failure) = result else { return false }
        return switch failure.disposition {
        case .stop(let status): status != .unknownTask
        case .unreachable: true
        case .retry, .renewSource, .refuseContent, .giveUp: false
        }
    }
}

extension CancelOutcome.Result {
    /// - Parameters:
    ///   - report: what the service says of the task afterwards.
    ///   - refusal: what it said to the cancellation, if it was no.
    init(_ report: TaskReport, refusal: Failure?) {
        switch (report.status, refusal) {
        case (.canceled, _): self = .cancelled
        case (.unknown, _):
            self = .failed(
                Failure(
                    "studio.unknown-task", "Model Studio does not know the task \(report.taskID), or no longer",
                    disposition: .stop(.unknownTask)))
        case (_, let refusal?) where refusal.saysTaskIsNotWaiting:
            // The vendor's sentence says no more than the status does.
            let request = report.requestID.map { " (request \($0))" } ?? ""
            self = .failed(
                Failure(
                    refusal.code, "task \(report.taskID) is \(report.status.name)\(request)",
                    remedy: "only PENDING tasks can be cancelled", disposition: .giveUp))
        case (_, let refusal?): self = .failed(refusal.concerning("task \(report.taskID) is \(report.status.name)"))
        case (_, nil): self = .accepted
        }
    }
}
