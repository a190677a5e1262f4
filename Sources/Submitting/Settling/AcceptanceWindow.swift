import FoundationEssentials
import Manifest

/// When the service can have accepted a submission whose reply is missing, by the service's clock.
struct AcceptanceWindow: Equatable {
    let from: Date
    let to: Date

    /// Clocks are known to a few seconds only.
    private static let earlier = 5.0
    /// A request that was given up may be worked on for so long.
    private static let later = 60.0
    /// A process that was killed was busy with one submission no longer than this.
    private static let longestSubmit = 600.0

    init(_ submission: Submission) {
        from = submission.sentAt - Self.earlier
        let end = submission.state == .sending ? submission.sentAt + Self.longestSubmit : submission.updatedAt
        to = end + Self.later
    }

    func contains(_ date: Date) -> Bool { from <= date && date <= to }
}
