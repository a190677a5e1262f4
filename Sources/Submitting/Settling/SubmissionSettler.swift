import Failures
import FoundationEssentials
import Manifest
import ModelStudio
import Pacing

/// Finds out what became of a submission whose reply is missing, without ever sending it again.
struct SubmissionSettler: Sendable {
    let manifest: Manifest
    let studio: ModelStudioClient
    let region: String
    let clock: WaitClock
    let now: @Sendable () -> Date

    private static let pageSize = 100
    /// No account takes so many tasks within the minutes that are looked at.
    private static let pageLimit = 50
    /// A task that was accepted is in the list by then, for all that is known of the service.
    private static let settlingTime = 60.0
    /// The clock the list is asked by is not documented: UTC+8 as its parameters are written, or UTC.
    private static let zones: [TimeInterval] = [0, -8 * 3600]

    /// Looks again after each of these waits: of two tasks in question one may be listed long before the other. An older
    /// submission is looked for once.
    func settle(_ submission: Submission, waits: [Duration]) async throws(Failure) -> AcceptanceMatch {
        var match = try await match(submission)
        if age(of: submission) >= Self.settlingTime { return match }
        for wait in waits {
            if case .several = match { break }
            // Cut short, a single look does not tell.
            do { try await clock.sleep(wait) } catch { return .none }
            match = try await self.match(submission)
        }
        return match
    }

    private func age(of submission: Submission) -> Double { now().timeIntervalSince(submission.sentAt) }

    private func match(_ submission: Submission) async throws(Failure) -> AcceptanceMatch {
        let window = AcceptanceWindow(submission)
        // A run may have found it meanwhile, even if the service has forgotten it since.
        var candidates = try manifest.tasks(submittedFrom: window.from, to: window.to)
            .filter { ($0.region ?? region) == region }
            .map { AcceptanceMatch.Candidate(taskID: $0.taskID, model: $0.model, createdAt: $0.submittedAt) }
        if age(of: submission) < Deadline.retention {
            for zone in Self.zones {
                candidates += try await listed(from: window.from + zone, to: window.to + zone)
            }
        }
        return AcceptanceMatch(
            submission, among: candidates, taken: try manifest.submittedTaskIDs(among: candidates.map(\.taskID)),
            rivals: try manifest.openSubmissions().filter { $0.token != submission.token && $0.region == region })
    }

    private func listed(from: Date, to: Date) async throws(Failure) -> [AcceptanceMatch.Candidate] {
        var candidates: [AcceptanceMatch.Candidate] = []
        for page in 1...Self.pageLimit {
            let reply = try await studio.list(from: from, to: to, page: page, size: Self.pageSize)
            candidates += reply.rows.map {
                AcceptanceMatch.Candidate(taskID: $0.taskID, model: $0.model, createdAt: $0.createdAt)
            }
            // Rows are counted: the service may know fewer a page than were asked for.
            if reply.rows.isEmpty || candidates.count >= reply.total { return candidates }
        }
        throw Failure(
            "submit.long-list", "the account has more tasks of that time than can be looked through",
            disposition: .giveUp)
    }
}
