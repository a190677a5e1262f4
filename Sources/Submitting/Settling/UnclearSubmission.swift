import Failures
import Manifest

/// How a submission that cannot be told accepted or not is explained.
enum UnclearSubmission {
    /// - Parameters:
    ///   - cause: why there is no reply; `nil` where an earlier process left it so.
    ///   - candidates: tasks one of which may be it.
    static func failure(_ submission: Submission, cause: Failure?, candidates: [String]) -> Failure {
        let why = cause.map(\.message) ?? "an earlier submit ended before its reply came"
        guard !candidates.isEmpty else {
            return Failure(
                "submit.unclear", "it is not known whether the service accepted the job: \(why)",
                remedy:
                    "nothing was sent twice; run the same command again in \(Int(AcceptanceVerdict.settlingTime / 60))"
                    + " minutes, it looks for the task first",
                disposition: .retry(), cause: cause)
        }
        return Failure(
            "submit.ambiguous",
            "it is not known which task the job became: \(why); it may be one of \(candidates.joined(separator: ", "))",
            remedy: "runs archive all of them; to submit the job once more, give it a new client_id in a job file",
            disposition: .retry(), cause: cause)
    }

    static let absent = Failure(
        "submit.not-accepted", "the service has no task of the job", remedy: "run the same command again to submit it",
        disposition: .giveUp)
}
