/// A page of the multipart uploads under way.
public struct UploadsPage: Sendable, Equatable {
    /// Where the next page begins.
    public struct Marker: Sendable, Hashable {
        var key: String
        var uploadID: String
    }

    /// An upload under way.
    public struct Entry: Sendable, Hashable {
        /// Key of the object it will make.
        public var key: String
        /// The storage's name for it.
        public var id: String
        /// When it was begun, in Unix seconds.
        public var begunAt: Int64?
    }

    /// At most 1,000.
    public var uploads: [Entry]
    /// `nil` on the last page.
    public var next: Marker?
}
