/// A multipart upload under way.
public struct MultipartUpload: Sendable, Hashable {
    /// Key of the object it will make.
    public var key: String
    /// The storage's name for it.
    public var id: String
    /// The token its object will carry, by which it is told from all others.
    public var token: String?
    /// Whether others may lie under its key, or come to lie there yet: a beginning was not answered, and a request that
    /// is held up on its way may be carried out long after it was given up.
    public var mayHaveStrays = false

    /// Names an upload that was begun before.
    public init(key: String, id: String, token: String?) {
        self.key = key
        self.id = id
        self.token = token
    }
}
