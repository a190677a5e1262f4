/// A multipart upload under way.
public struct MultipartUpload: Sendable, Hashable {
    /// Key of the object it will make.
    public var key: String
    /// The storage's name for it.
    public var id: String
    /// The token its object will carry, by which it is told from all others.
    public var token: String?
    /// Whether others may lie under its key, whose beginning was not answered and which could not be given up yet.
    public var hasStrays = false

    /// Names an upload that was begun before.
    public init(key: String, id: String, token: String?) {
        self.key = key
        self.id = id
        self.token = token
    }
}
