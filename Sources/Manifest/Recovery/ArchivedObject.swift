/// What the manifest has of an archived object, to compare with a list of the bucket.
public struct ArchivedObject: Sendable, Equatable {
    /// Bytes.
    public var size: Int64?
    /// Without quotation marks.
    public var etag: String?
}
