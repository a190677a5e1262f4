import FoundationEssentials
import Manifest

/// Which task of the account a submission became: only one that is alone in question is taken.
enum AcceptanceMatch: Equatable {
    /// A task of the account, from the service's list or from the manifest.
    struct Candidate: Equatable {
        var taskID: String
        var model: String?
        var createdAt: Date?
    }

    case none
    case one(String)
    case several([String])

    /// - Parameters:
    ///   - candidates: may name a task more than once.
    ///   - taken: ids of tasks that other submissions are known to have become.
    init(_ submission: Submission, among candidates: [Candidate], taken: Set<String>) {
        let window = AcceptanceWindow(submission)
        let possible = candidates.filter { candidate in
            (candidate.model ?? submission.model) == submission.model
                && candidate.createdAt.map(window.contains) == true && !taken.contains(candidate.taskID)
        }
        let ids = Set(possible.map(\.taskID)).sorted()
        self = ids.count > 1 ? .several(ids) : ids.first.map(Self.one) ?? .none
    }
}
