import Failures

/// A pair of keys in environment variables.
struct KeyVariables: CredentialProvider {
    let id: String
    let secret: String
    /// The first that is set is taken.
    let tokens: [String]
    let expiration: String?

    /// The old name of the token comes first, as in botocore.
    static let aws = KeyVariables(
        id: "AWS_ACCESS_KEY_ID", secret: "AWS_SECRET_ACCESS_KEY", tokens: ["AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN"],
        expiration: "AWS_CREDENTIAL_EXPIRATION")

    static let oss = KeyVariables(
        id: "OSS_ACCESS_KEY_ID", secret: "OSS_ACCESS_KEY_SECRET", tokens: ["OSS_SESSION_TOKEN"], expiration: nil)

    static let alibaba = KeyVariables(
        id: "ALIBABA_CLOUD_ACCESS_KEY_ID", secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        tokens: ["ALIBABA_CLOUD_SECURITY_TOKEN"], expiration: nil)

    func find(in sources: CredentialSources) throws(Failure) -> Finding {
        let token = tokens.first { sources.variable($0) != nil } ?? tokens[0]
        let keys = FoundKeys(
            id: .init(id, sources.variable(id)), secret: .init(secret, sources.variable(secret)),
            sessionToken: .init(token, sources.variable(token)),
            expiration: expiration.map { .init($0, sources.variable($0)) }, origin: "the environment")
        return try keys.accessKey().map { .key($0) } ?? .nothing("\(id) is not set")
    }
}
