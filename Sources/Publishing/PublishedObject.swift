/// What became of one object of a publication.
public struct PublishedObject: Sendable, Equatable {
    /// Its key in the bucket.
    public let key: String
    /// Bytes.
    public let size: Int64
    /// Whether it was stored; if not, the bucket held these very bytes already.
    public let isNew: Bool
}
