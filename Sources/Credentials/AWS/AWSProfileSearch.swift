import Failures

/// Finds the keys of profiles that may lean on each other, in the order of botocore.
struct AWSProfileSearch {
    let sources: CredentialSources
    let profiles: AWSProfiles
    let tokens: AWSTokenService

    /// - Parameter readsEnvironment: whether variables of a web identity count.
    /// - Returns: `nil` if the profile says nothing of keys.
    func key(of profile: String, readsEnvironment: Bool) async throws(Failure) -> AccessKey? {
        if let role = AWSRole(profile: profile, values: profiles.values(of: profile) ?? [:]) {
            return try await key(of: role, above: [profile])
        }
        return try await ownKey(of: profile, readsEnvironment: readsEnvironment)
    }

    /// The keys of a profile whose own role does not matter.
    private func ownKey(of profile: String, readsEnvironment: Bool) async throws(Failure) -> AccessKey? {
        let values = profiles.values(of: profile) ?? [:]
        let identity = WebIdentity(
            sources: sources, profile: profile, values: values, readsEnvironment: readsEnvironment)
        if let key = try await identity.key(from: tokens) { return key }
        if let key = try key(in: profiles.credentials, profile) { return key }
        if let command = values["credential_process"], !command.isEmpty {
            return try await KeyProgram(command: command, profile: profile, sources: sources).key()
        }
        if let key = try key(in: profiles.config, profile) { return key }
        if let failure = UnsupportedSignIn.failure(profile: profile, values: values) { throw failure }
        return nil
    }

    private func key(in file: AWSProfiles.File, _ profile: String) throws(Failure) -> AccessKey? {
        guard let values = file.values(of: profile) else { return nil }
        // The old name of the token comes first, as in botocore.
        let token = values["aws_security_token"] ?? values["aws_session_token"]
        return try FoundKeys(
            id: .init("aws_access_key_id", values["aws_access_key_id"]),
            secret: .init("aws_secret_access_key", values["aws_secret_access_key"]),
            sessionToken: .init("aws_session_token", token), origin: "\(file.path) [\(profile)]",
            warnings: file.isReadableByOthers ? [CredentialWarning(fileReadableByOthers: file.path)] : []
        ).accessKey()
    }

    /// - Parameter visited: the profiles on the way to this role, its own being the last.
    private func key(of role: AWSRole, above visited: [String]) async throws(Failure) -> AccessKey {
        let source: AccessKey
        switch try role.source() {
        case .profile(let name): source = try await key(ofSource: name, for: role, visited)
        case .provider(let provider):
            guard case .key(let key) = try await provider.find(in: sources) else {
                throw role.unusable("names a credential_source that has no keys", remedy: "correct credential_source")
            }
            source = key
        }
        return try await tokens.assume(role, with: source)
    }

    private func key(
        ofSource name: String, for role: AWSRole, _ visited: [String]
    ) async throws(Failure) -> AccessKey {
        guard let values = profiles.values(of: name) else {
            throw role.unusable("names the source_profile '\(name)', which does not exist", remedy: "correct it")
        }
        let isStatic = values["aws_access_key_id"] != nil || values["aws_secret_access_key"] != nil
        // A profile may lean on itself for keys that stand beside its role.
        guard !visited.contains(name) || (name == role.profile && isStatic) else {
            throw role.unusable(
                "leads back to the profile '\(name)' by source_profile",
                remedy: "let the last profile of the row hold keys")
        }
        if !isStatic, let next = AWSRole(profile: name, values: values) {
            return try await key(of: next, above: visited + [name])
        }
        if let key = try await ownKey(of: name, readsEnvironment: false) { return key }
        throw role.unusable("names the source_profile '\(name)', which has no keys", remedy: "add them, or correct it")
    }
}
