import FoundationEssentials
import Manifest

/// When the service can have accepted a submission whose reply is missing, by the service's clock.
struct AcceptanceWindow: Equatable {
    let from: Date
    let to: Date

    /// What is known of the service's clock may be wrong by so much.
    private static let margin = 15.0
    /// A request of which nothing is known ended within this time, as its exchange is bounded.
    private static let longestExchange = 30.0
    /// A request that was given up may be worked on for so long.
    private static let later = 15.0

    init(_ submission: Submission) {
        from = submission.sentAt - Self.margin
        let end = submission.state == .sending ? submission.sentAt + Self.longestExchange : submission.updatedAt
        to = end + Self.later + Self.margin
    }

    func contains(_ date: Date) -> Bool { from <= date && date <= to }
}
