public import FoundationEssentials
public import Redaction
public import RequestSigning

/// What requests to a bucket are signed with.
public struct AccessKey: Sendable, Equatable {
    /// The access key id; no secret, but of little use in logs.
    public let id: String
    /// The secret access key.
    public let secret: Secret
    /// The session token of temporary credentials.
    public let sessionToken: Secret?
    /// When the storage begins to refuse it; `nil`: not known, or never.
    public let expiresAt: Date?
    /// Where the key was found, e.g. `environment` or `~/.aws/credentials [default]`.
    public let origin: String
    /// What is unsafe about where it was found.
    public let warnings: [CredentialWarning]

    /// - Parameters:
    ///   - id: The access key id.
    ///   - secret: The secret access key.
    ///   - sessionToken: The session token of temporary credentials.
    ///   - expiresAt: When the storage begins to refuse it; `nil`: not known, or never.
    ///   - origin: Where the key was found.
    ///   - warnings: What is unsafe about where it was found.
    public init(
        id: String, secret: Secret, sessionToken: Secret? = nil, expiresAt: Date? = nil, origin: String,
        warnings: [CredentialWarning] = []
    ) {
        self.id = id
        self.secret = secret
        self.sessionToken = sessionToken
        self.expiresAt = expiresAt
        self.origin = origin
        self.warnings = warnings
    }

    /// The key as the signers take it.
    public var signingCredentials: SigningCredentials {
        SigningCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: sessionToken)
    }
}
