public import Redaction

/// What requests to a bucket are signed with.
public struct AccessKey: Sendable, Equatable {
    /// The access key id; no secret, but of little use in logs.
    public let id: String
    /// The secret access key.
    public let secret: Secret
    /// The session token of temporary credentials.
    public let sessionToken: Secret?
    /// Where the key was found, e.g. `environment` or `~/.aws/credentials [default]`.
    public let origin: String

    /// - Parameters:
    ///   - id: The access key id.
    ///   - secret: The secret access key.
    ///   - sessionToken: The session token of temporary credentials.
    ///   - origin: Where the key was found.
    public init(id: String, secret: Secret, sessionToken: Secret? = nil, origin: String) {
        self.id = id
        self.secret = secret
        self.sessionToken = sessionToken
        self.origin = origin
    }
}
