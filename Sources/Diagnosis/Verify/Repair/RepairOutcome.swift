/// What came of repairing one video.
public struct RepairOutcome: Sendable, Equatable {
    /// How it ended.
    public enum Kind: String, Sendable, CaseIterable {
        /// It is archived again, under the same key and link.
        case repaired
        /// It is to be archived again, and the next run goes on with it.
        case later
        /// Nobody has it any more; the manifest says so.
        case lost
        /// Somebody else's object lies under its key and is left alone.
        case blocked
        /// So many are gone or wrong that none was touched.
        case held
    }

    /// How it ended.
    public let kind: Kind
    /// Why it did not end better; `nil` for a video that was repaired.
    public let reason: String?
}
