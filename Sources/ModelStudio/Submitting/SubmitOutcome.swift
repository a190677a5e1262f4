public import Failures

/// What came of a submit. Only a refused one may be submitted again without looking first.
public enum SubmitOutcome: Sendable {
    /// The service has the task.
    case accepted(taskID: String, requestID: String?)
    /// The service has no task of it, for certain.
    case refused(Failure)
    /// The service may have the task, which it would charge for: the list of tasks knows.
    case unclear(Failure)
}
