/// What a publication came to.
public struct PublishSummary: Sendable, Equatable {
    /// The manifest as JSON lines.
    public let lines: PublishedObject
    /// The page to look at.
    public let page: PublishedObject
    /// How many documents of single tasks were stored, as they were not there like that; `nil` where none were wanted.
    public let taskCount: Int?
}
