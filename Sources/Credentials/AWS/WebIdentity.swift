import Failures

/// A role taken on by an identity token in a file, as Kubernetes service accounts have one.
struct WebIdentity {
    let sources: CredentialSources
    let profile: String
    /// What the files say of the profile.
    let values: [String: String]
    let readsEnvironment: Bool

    /// Each part comes from its variable, else from the profile.
    private func part(_ name: String, _ variable: String) -> (value: String, name: String)? {
        if readsEnvironment, let value = sources.variable(variable) { return (value, variable) }
        return values[name].flatMap { $0.isEmpty ? nil : ($0, "\(name) of the AWS profile '\(profile)'") }
    }

    /// - Returns: `nil` if there is no token file.
    func key(from tokens: AWSTokenService) async throws(Failure) -> AccessKey? {
        guard let file = part("web_identity_token_file", "AWS_WEB_IDENTITY_TOKEN_FILE") else { return nil }
        guard let role = part("role_arn", "AWS_ROLE_ARN") else {
            throw .credentials(
                "storage.bad-profile", "\(file.name) is set, but no role is named",
                remedy: "set AWS_ROLE_ARN, or role_arn in the profile")
        }
        let token = try sources.token(inFile: file.value, namedBy: file.name)
        return try await tokens.assume(
            role.value, session: part("role_session_name", "AWS_ROLE_SESSION_NAME")?.value, token: token)
    }
}
