/// What is left to do, at a moment.
public struct OpenVideos: Sendable, Equatable {
    /// Videos whose URL is known and that are not archived.
    public var toArchive: Int
    /// Those of them that will soon be out of reach.
    public var atRisk: Int
    /// Videos whose task has not ended.
    public var waiting: Int

    /// - Parameters: as the properties of the same name.
    public init(toArchive: Int = 0, atRisk: Int = 0, waiting: Int = 0) {
        self.toArchive = toArchive
        self.atRisk = atRisk
        self.waiting = waiting
    }
}
