/// Settings of one bucket; `nil` leaves things as they are, which is a private bucket of the server's region.
public struct BucketSettings: Encodable, Sendable {
    /// The region it lies in.
    public var region: String?
    /// `private`, `public-read` or `public-read-write`.
    public var acl: String?
    /// Whether public ACLs are refused and those that are there have no effect.
    public var blockPublicAccess: Bool?
    /// The XML document of its lifecycle rules.
    public var lifecycle: String?

    /// Describes a bucket, or a change to one.
    public init(
        region: String? = nil, acl: String? = nil, blockPublicAccess: Bool? = nil, lifecycle: String? = nil
    ) {
        self.region = region
        self.acl = acl
        self.blockPublicAccess = blockPublicAccess
        self.lifecycle = lifecycle
    }
}
