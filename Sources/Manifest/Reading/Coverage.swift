/// How well the videos are covered: those that are open, however old, and those that were archived or lost within a span
/// of time.
public struct Coverage: Sendable, Equatable {
    /// Videos that tasks which succeeded have made: those to be archived, and those archived or lost within the span.
    public var finished: Int
    /// Those of them that are to be archived.
    public var open: Int
    /// Videos that came to lie in the bucket within the span.
    public var archived: Int
    /// Videos whose task has not ended.
    public var pending: Int
    /// Videos neither archived nor given up that will soon be out of reach.
    public var atRisk: Int
    /// Videos that were given up within the span.
    public var lost: Int

    /// - Parameters: as the properties of the same name.
    public init(
        finished: Int = 0, open: Int = 0, archived: Int = 0, pending: Int = 0, atRisk: Int = 0, lost: Int = 0
    ) {
        self.finished = finished
        self.open = open
        self.archived = archived
        self.pending = pending
        self.atRisk = atRisk
        self.lost = lost
    }
}
