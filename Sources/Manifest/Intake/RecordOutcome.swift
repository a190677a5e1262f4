/// What a report of Model Studio changed.
public struct RecordOutcome: Sendable, Equatable {
    /// How many videos can be archived now that could not before.
    public var newlyPending = 0
    /// Whether the task turned out to have failed or been canceled.
    public var failedNow = false
    /// The videos that this report made lost.
    public var lostNow: [VideoRecord] = []
}
