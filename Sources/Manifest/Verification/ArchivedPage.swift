/// Archived videos of one bucket, by the bytes of their keys.
public struct ArchivedPage: Sendable {
    /// Without source URLs, as archived videos have none.
    public var videos: [VideoRecord]
    /// The place to go on behind; `nil` on the last page.
    public var next: ObjectPosition?
}
