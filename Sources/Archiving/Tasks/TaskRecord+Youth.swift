import FoundationEssentials
import Manifest

extension TaskRecord {
    /// So long, in seconds, may one part of the service not know yet what another has accepted.
    private static let replicationTime = 600.0

    /// Whether the service's word that it does not know the task cannot be true: it named the task itself a moment ago,
    /// in its reply to the submit or in its list.
    func isTooYoungToBeGone(at now: Date) -> Bool {
        switch origin {
        case .submitted, .discovered: now.timeIntervalSince(submittedAt ?? addedAt) < Self.replicationTime
        case .added: false
        }
    }
}
