/// Where the submission of one task stands.
public enum SubmissionState: String, Sendable, CaseIterable {
    /// It is about to be sent, or was when its process was killed: the service may have it.
    case sending
    /// It was sent and no answer says what became of it: the service may have it.
    case unclear
    /// The service took it in and gave it a task id.
    case accepted
    /// The service refused it: there is no task.
    case refused
    /// Nobody knows what became of it, and the user went on without it.
    case abandoned

    /// Whether a submission in this state may become `next`. Every write that changes a state asks here.
    public func canBecome(_ next: SubmissionState) -> Bool {
        switch self {
        case .sending: [.unclear, .accepted, .refused, .abandoned].contains(next)
        case .unclear: [.accepted, .refused, .abandoned].contains(next)
        case .accepted, .refused, .abandoned: false
        }
    }
}
