import FoundationEssentials
import Manifest

extension TaskRecord {
    /// A region whose tasks nobody asked for during so many seconds is not run.
    private static let patience = 3600.0

    /// Whether it is known to run in another region, whose tasks this one's service does not know.
    func isElsewhere(than region: String) -> Bool { self.region.map { $0 != region } ?? false }

    /// Tasks last asked for, or added, before this time are neglected.
    static func neglected(at now: Date) -> Date { now - patience }

    /// Tasks begun before this time are forgotten by the service.
    static func forgotten(at now: Date) -> Date { now - Deadline.retention }

    /// Whether nobody has asked for it for a while.
    func isNeglected(at now: Date) -> Bool { (queriedAt ?? addedAt) < Self.neglected(at: now) }

    /// Whether the service has forgotten it.
    func isForgotten(at now: Date) -> Bool { beganAt < Self.forgotten(at: now) }
}
