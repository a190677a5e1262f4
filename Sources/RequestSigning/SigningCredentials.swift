public import Redaction

/// What a request is signed with: an access key pair, and the token that goes with temporary ones.
public struct SigningCredentials: Sendable, Hashable {
    /// The public half of the pair; it appears in every signed request.
    public var accessKeyID: String
    /// The private half; it never leaves the process.
    public var secretAccessKey: Secret
    /// The token of temporary credentials; it is sent with every request.
    public var sessionToken: Secret?

    /// Takes the pair, and the token of temporary credentials.
    public init(accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }
}
