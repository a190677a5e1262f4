import Failures

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, the last by its old name too.
struct EnvironmentKeys: CredentialProvider {
    func find(
        in sources: CredentialSources, readFile: (_ path: String) throws(Failure) -> String?
    ) throws(Failure) -> AccessKey? {
        guard sources.profile == nil else { return nil }
        return try FoundKeys(
            id: .init("AWS_ACCESS_KEY_ID", sources.variable("AWS_ACCESS_KEY_ID")),
            secret: .init("AWS_SECRET_ACCESS_KEY", sources.variable("AWS_SECRET_ACCESS_KEY")),
            sessionToken: .init(
                "AWS_SESSION_TOKEN", sources.variable("AWS_SESSION_TOKEN") ?? sources.variable("AWS_SECURITY_TOKEN")),
            origin: "environment"
        ).accessKey()
    }
}
