public import Failures

/// How the work on one video ended in this run.
public enum VideoOutcome: Sendable {
    /// It lies in the bucket: size in bytes and permanent URL.
    case archived(bytes: Int64, url: String)
    /// The next run tries again.
    case postponed(Failure)
    /// It cannot be saved any more.
    case lost(Failure)
    /// The run cannot go on; the video stays where it was.
    case stopped(Failure)
    /// The run was told to stop.
    case cancelled

    /// The same outcome, its failure told of a subject.
    func concerning(_ subject: String) -> VideoOutcome {
        switch self {
        case .archived, .cancelled: self
        case .postponed(let failure): .postponed(failure.concerning(subject))
        case .lost(let failure): .lost(failure.concerning(subject))
        case .stopped(let failure): .stopped(failure.concerning(subject))
        }
    }
}
