/// A page of a bucket's objects.
public struct ObjectsPage: Sendable, Equatable {
    /// An object, as a list has it.
    public struct Entry: Sendable, Hashable {
        /// Key in the bucket, not encoded.
        public var key: String
        /// Bytes.
        public var size: Int64
        /// Without quotation marks.
        public var etag: String?
        /// Unix seconds.
        public var modifiedAt: Int64?
    }

    /// At most 1,000, by key.
    public var objects: [Entry]
    /// Where the next page begins; `nil` on the last one.
    public var next: String?
}
