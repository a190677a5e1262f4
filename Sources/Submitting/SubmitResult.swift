public import Failures

/// What came of a job.
public enum SubmitResult: Sendable {
    /// The service accepted it now.
    case submitted(taskID: String)
    /// The service had accepted it; its reply was lost, and the task was found in the service's list.
    case found(taskID: String)
    /// It was accepted by an earlier call; `isOther`: its content was another then.
    case known(taskID: String, isOther: Bool)
    /// The service accepted it, and the manifest cannot take that in.
    case unrecorded(taskID: String, Failure)
    /// There is no task of it, and why.
    case refused(Failure)
    /// There may be a task of it, and it cannot be told which.
    case unclear(Failure)

    /// The task, where there is one.
    public var taskID: String? {
        switch self {
        case .submitted(let id), .found(let id), .known(let id, _), .unrecorded(let id, _): id
        case .refused, .unclear: nil
        }
    }

    /// What went wrong.
    public var failure: Failure? {
        switch self {
        case .submitted, .found, .known: nil
        case .unrecorded(_, let failure), .refused(let failure), .unclear(let failure): failure
        }
    }
}
