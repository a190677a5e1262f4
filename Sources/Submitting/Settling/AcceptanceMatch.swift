import FoundationEssentials
import Manifest

/// Which task of the account a submission became: only one that nothing else speaks against is taken.
enum AcceptanceMatch: Equatable {
    /// A task of the account, from the service's list or from the manifest.
    struct Candidate: Equatable {
        var taskID: String
        var model: String?
        var createdAt: Date?
    }

    case none
    case one(String)
    /// Any of these, or none of them.
    case several([String])

    /// - Parameters:
    ///   - candidates: may name a task more than once.
    ///   - taken: ids of tasks that other submissions are known to have become.
    ///   - rivals: other submissions whose reply is missing.
    init(_ submission: Submission, among candidates: [Candidate], taken: Set<String>, rivals: [Submission]) {
        let window = AcceptanceWindow(submission)
        let possible = candidates.filter { candidate in
            // What the service does not say speaks for the candidate.
            (candidate.model ?? submission.model) == submission.model
                && candidate.createdAt.map(window.contains) ?? true && !taken.contains(candidate.taskID)
        }
        let ids = Set(possible.map(\.taskID)).sorted()
        guard let only = ids.first else {
            self = .none
            return
        }
        let isCertain =
            ids.count == 1
            && possible.allSatisfy { candidate in
                guard let time = candidate.createdAt else { return false }
                return !rivals.contains { $0.model == submission.model && AcceptanceWindow($0).contains(time) }
            }
        self = isCertain ? .one(only) : .several(ids)
    }
}
