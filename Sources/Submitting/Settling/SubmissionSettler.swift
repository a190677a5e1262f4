import Failures
import FoundationEssentials
import Manifest
import ModelStudio

/// Finds out what became of a submission whose reply is missing, without ever sending it again.
struct SubmissionSettler: Sendable {
    let manifest: Manifest
    let studio: ModelStudioClient
    let clock: WaitClock
    let now: @Sendable () -> Date

    /// The service keeps tasks, and so shows them in its list, for so long.
    private static let retention = 86_400.0
    private static let pageSize = 100
    /// No account takes so many tasks within the minutes that are looked at.
    private static let pageLimit = 50
    /// The clock the list is asked by is not documented: UTC+8 as its parameters are written, or UTC.
    private static let zones: [TimeInterval] = [0, -8 * 3600]

    /// Looks once, or until there is a verdict or these waits are over.
    func settle(_ submission: Submission, waits: [Duration] = []) async throws(Failure) -> AcceptanceVerdict {
        var waits = waits[...]
        while true {
            let age = now().timeIntervalSince(submission.sentAt)
            let verdict = AcceptanceVerdict(try await match(submission, age: age), age: age)
            guard verdict == .undecided([]), let wait = waits.popFirst() else { return verdict }
            do { try await clock.sleep(wait) } catch { return verdict }
        }
    }

    private func match(_ submission: Submission, age: Double) async throws(Failure) -> AcceptanceMatch {
        let window = AcceptanceWindow(submission)
        // A run may have found it meanwhile, even if the service has forgotten it since.
        var candidates = try manifest.tasks(submittedFrom: window.from, to: window.to).map {
            AcceptanceMatch.Candidate(taskID: $0.taskID, model: $0.model, createdAt: $0.submittedAt)
        }
        if age < Self.retention {
            for zone in Self.zones {
                candidates += try await listed(from: window.from + zone, to: window.to + zone)
            }
        }
        let taken = try manifest.submittedTaskIDs(among: candidates.map(\.taskID))
        return AcceptanceMatch(submission, among: candidates, taken: taken)
    }

    private func listed(from: Date, to: Date) async throws(Failure) -> [AcceptanceMatch.Candidate] {
        var candidates: [AcceptanceMatch.Candidate] = []
        for page in 1...Self.pageLimit {
            let reply = try await studio.list(from: from, to: to, page: page, size: Self.pageSize)
            candidates += reply.rows.map {
                AcceptanceMatch.Candidate(taskID: $0.taskID, model: $0.model, createdAt: $0.createdAt)
            }
            if reply.rows.isEmpty || page * Self.pageSize >= reply.total { return candidates }
        }
        throw Failure(
            "submit.long-list", "the account has more tasks at that time than can be looked through",
            remedy: "find the task in the console and add it with: keepreel add TASK_ID", disposition: .giveUp)
    }
}
