/// A user of a bucket server.
public struct ServerCredential: Encodable, Sendable, Hashable {
    /// The public half of the key pair.
    public var accessKeyID: String
    /// The private half.
    public var secretAccessKey: String
    /// The token that temporary keys come with.
    public var securityToken: String?
    /// When temporary keys end, in Unix seconds.
    public var expiresAt: Double?
    /// The operations it may not do, by their names in the log of requests.
    public var denies: [String]

    /// Describes a user.
    public init(
        accessKeyID: String, secretAccessKey: String, securityToken: String? = nil, expiresAt: Double? = nil,
        denies: [String] = []
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.securityToken = securityToken
        self.expiresAt = expiresAt
        self.denies = denies
    }

    /// The administrator of test servers.
    public static let administrator = ServerCredential(
        accessKeyID: S3Identity.administrator.accessKeyID, secretAccessKey: S3Identity.administrator.secretAccessKey)
    /// A user with temporary keys.
    public static let temporary = ServerCredential(
        accessKeyID: "STS.TESTUSER", secretAccessKey: "secret-of-the-temporary-user",
        securityToken: "CAIS+token/of=the temporary&user")
}
