import Failures

/// The keys of one profile, by whatever way it gives them: a role, an identity token, the files, a program.
struct AWSProfileKeys: CredentialProvider {
    /// A profile that was named on purpose.
    let profile: String?

    func find(in sources: CredentialSources) async throws(Failure) -> Finding {
        // In the order of botocore.
        let named = profile ?? sources.variable("AWS_DEFAULT_PROFILE") ?? sources.variable("AWS_PROFILE")
        let profiles = try AWSProfiles(sources)
        let name = named ?? "default"
        guard named == nil || profiles.values(of: name) != nil else {
            throw .credentials(
                "storage.unknown-profile", "no AWS profile is named '\(name)'",
                remedy: "name an existing one by AWS_PROFILE, or add it to \(profiles.credentials.path)")
        }
        let search = AWSProfileSearch(
            sources: sources, profiles: profiles,
            tokens: AWSTokenService(sources: sources, profile: profiles.values(of: name) ?? [:]))
        if let key = try await search.key(of: name, readsEnvironment: profile == nil) { return .key(key) }
        return .nothing("\(profiles.credentials.absence(of: name)); \(profiles.config.absence(of: name))")
    }
}
