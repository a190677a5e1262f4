/// A rule by which a bucket removes things by itself.
public struct LifecycleRule: Sendable, Equatable {
    /// Its name.
    public var id: String?
    /// Keys it is about begin like that; empty is the whole bucket.
    public var prefix: String
    /// Whether it is in force.
    public var isEnabled: Bool
    /// Whether it is about some of these objects only, by tags or size.
    public var isSelective: Bool
    /// Whether it removes objects, after some time or on a date.
    public var expiresObjects: Bool
    /// Days after which it removes an object; `nil` where it does not, or on a date.
    public var expirationDays: Int?
    /// Days after which it removes a multipart upload nobody completed.
    public var abortDays: Int?
}
