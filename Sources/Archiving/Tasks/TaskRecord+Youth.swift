import FoundationEssentials
import Manifest

extension TaskRecord {
    /// How long, in seconds, the service may take until its queries and its list know a task it has accepted. Nothing
    /// is documented; this is more than any service of the kind should need.
    private static let lag = 600.0

    /// Whether the service's word that it does not know the task proves nothing: keepreel got the id in the reply to
    /// its own submit a moment ago, and the list that could vouch for the task may lag behind as well.
    func isTooYoungToBeGone(at now: Date) -> Bool {
        switch origin {
        case .submitted: now.timeIntervalSince(beganAt) < Self.lag
        case .discovered, .added: false
        }
    }
}
