import Failures
import FoundationEssentials
import Manifest

/// How a submission is explained of which it cannot be told whether there is a task.
enum UnclearSubmission {
    /// Nothing in the list can be it.
    ///
    /// - Parameters:
    ///   - cause: why there is no reply; `nil` where an earlier process left it so.
    ///   - age: seconds since it was sent.
    static func missing(cause: Failure?, age: Double) -> Failure {
        let reach =
            age < Deadline.retention
            ? "the service's list shows no task of it yet; run the same command again in a few minutes, it looks for the "
                + "task and sends nothing; if there still is none, --again submits the job once more"
            : "the service's list does not reach back so far; --again submits the job once more"
        return Failure("submit.unclear", text(cause), remedy: reach, disposition: .retry(), cause: cause)
    }

    /// Several tasks can be it, or one that may also be another job's.
    static func ambiguous(cause: Failure?, among taskIDs: [String]) -> Failure {
        Failure(
            "submit.ambiguous", "\(text(cause)); it may have become \(taskIDs.joined(separator: " or "))",
            remedy: "runs archive every task of the account; --again submits the job once more",
            disposition: .retry(), cause: cause)
    }

    /// It was sent elsewhere, where this list does not look.
    static func elsewhere(_ submission: Submission) -> Failure {
        Failure(
            "submit.other-region", "\(text(nil)); it was sent to the region \(submission.region)",
            remedy: "set studio.region to \(submission.region) to look for it; --again submits the job once more",
            disposition: .retry())
    }

    /// The reply is missing, and the manifest cannot take that in.
    static func unrecorded(cause: Failure, _ trouble: Failure) -> Failure {
        Failure(
            "submit.unclear", "\(text(cause)); and that cannot be recorded: \(trouble.message)", remedy: trouble.remedy,
            disposition: trouble.disposition, cause: trouble)
    }

    private static func text(_ cause: Failure?) -> String {
        let why = cause?.message ?? "an earlier submit ended before its reply came"
        return "it is not known whether the service accepted the job: \(why)"
    }
}
