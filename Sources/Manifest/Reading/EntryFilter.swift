public import FoundationEssentials

/// Which entries a listing shows: those that meet all conditions that are not `nil`.
public struct EntryFilter: Sendable, Equatable {
    /// In one of these states.
    public var states: Set<VideoState>?
    /// Of tasks submitted (or, where that is not known, added) at this time or later.
    public var since: Date?
    /// Neither archived nor given up, and out of reach before this time.
    public var expiresBefore: Date?
    /// Of one of these tasks; unknown ids are passed over.
    public var taskIDs: [String]?
    /// Entries in which anything changed at this time or later.
    public var changedSince: Date?

    /// - Parameters: as the properties of the same name.
    public init(
        states: Set<VideoState>? = nil, since: Date? = nil, expiresBefore: Date? = nil, taskIDs: [String]? = nil,
        changedSince: Date? = nil
    ) {
        self.states = states
        self.since = since
        self.expiresBefore = expiresBefore
        self.taskIDs = taskIDs
        self.changedSince = changedSince
    }
}
