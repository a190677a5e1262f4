/// What a bucket server is told at its start, and what is changed while it runs; `nil` leaves things as they are.
public struct ServerSettings: Encodable, Sendable {
    /// The region of buckets that name none, needed at the start.
    public var region: String?
    /// All users there are.
    public var credentials: [ServerCredential]?
    /// Buckets by name; a new name is a new bucket.
    public var buckets: [String: BucketSettings]?
    /// Buckets by the hosts that stand for them (CNAME), ports not named.
    public var cnames: [String: String]?
    /// Seconds by which the server's clock is ahead.
    public var clockOffset: Double?
    /// Seconds without a byte of a body after which the server gives up with `RequestTimeout`.
    public var idleSeconds: Double?
    /// Whether `Expect: 100-continue` is answered by 100.
    public var answersContinue: Bool?
    /// Habits of a ``StrictS3Server``.
    public var habits: S3Habits?

    /// Leaves all as it is; the properties say otherwise.
    public init() {}
}
