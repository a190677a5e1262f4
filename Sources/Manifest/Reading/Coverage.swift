/// What became of the videos of a span of time.
public struct Coverage: Sendable, Equatable {
    /// Videos that tasks which succeeded have made: archived, to be archived, or lost.
    public var finished: Int
    /// Videos that lie in the bucket.
    public var archived: Int
    /// Videos whose task has not ended.
    public var pending: Int
    /// Videos neither archived nor given up that will soon be out of reach.
    public var atRisk: Int
    /// Videos that were given up.
    public var lost: Int

    /// - Parameters: as the properties of the same name.
    public init(finished: Int = 0, archived: Int = 0, pending: Int = 0, atRisk: Int = 0, lost: Int = 0) {
        self.finished = finished
        self.archived = archived
        self.pending = pending
        self.atRisk = atRisk
        self.lost = lost
    }
}
