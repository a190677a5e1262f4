import Failures

/// A role that a profile takes on: `role_arn` with the profile or provider whose keys may do so.
struct AWSRole {
    /// Whose keys take the role on.
    enum Source {
        case profile(String)
        case provider(any CredentialProvider)
    }

    let profile: String
    let arn: String
    private let values: [String: String]

    /// `nil` if the profile takes no role on, or does so by an identity token.
    init?(profile: String, values: [String: String]) {
        guard let arn = values["role_arn"], values["web_identity_token_file"] == nil else { return nil }
        self.profile = profile
        self.arn = arn
        self.values = values
    }

    var sessionName: String? { values["role_session_name"] }
    var externalID: String? { values["external_id"] }
    /// What is no number counts for nothing, as in botocore.
    var seconds: Int? { values["duration_seconds"].flatMap { Int($0) } }

    /// - Throws: `storage.bad-profile` if it cannot be told; `storage.profile-unsupported` if somebody has to type a
    ///   code.
    func source() throws(Failure) -> Source {
        if let device = values["mfa_serial"] {
            throw .credentials(
                "storage.profile-unsupported",
                "the AWS profile '\(profile)' asks for a code of the device \(ServiceText.shown(device)), which a run "
                    + "without a person cannot give",
                remedy: UnsupportedSignIn.remedy(profile))
        }
        switch (values["source_profile"], values["credential_source"]) {
        case (nil, nil): throw unusable("has role_arn but no source_profile", remedy: "add source_profile")
        case (.some, .some):
            throw unusable("has both source_profile and credential_source", remedy: "remove one of them")
        case (let name?, nil): return .profile(name)
        case (nil, let source?):
            guard let provider = Self.providers[source] else {
                throw unusable(
                    "has an unknown credential_source",
                    remedy: "write \(Self.providers.keys.sorted().joined(separator: ", ")), or use source_profile")
            }
            return .provider(provider)
        }
    }

    private static let providers: [String: any CredentialProvider] = [
        "Environment": KeyVariables.aws, "EcsContainer": ContainerKeys(), "Ec2InstanceMetadata": InstanceRole(),
    ]

    func unusable(_ what: String, remedy: String) -> Failure {
        .credentials("storage.bad-profile", "the AWS profile '\(profile)' \(what)", remedy: remedy)
    }
}
