import Failures

/// The files that the AWS tools share: `~/.aws/credentials`, then `~/.aws/config`, one profile of them.
struct SharedFiles: CredentialProvider {
    private struct File {
        let variable: String
        let path: String
        /// The names a profile's section has in this file.
        let sections: (_ profile: String) -> [String]
    }

    private static var files: [File] {
        [
            File(variable: "AWS_SHARED_CREDENTIALS_FILE", path: "~/.aws/credentials") { [$0] },
            File(variable: "AWS_CONFIG_FILE", path: "~/.aws/config") { profile in
                profile == "default" ? ["profile default", "default"] : ["profile \(profile)"]
            },
        ]
    }

    func find(
        in sources: CredentialSources, readFile: (_ path: String) throws(Failure) -> String?
    ) throws(Failure) -> AccessKey? {
        let named = sources.profile ?? sources.variable("AWS_PROFILE")
        let profile = named ?? "default"
        var isKnown = false
        for file in Self.files {
            let path = sources.absolute(sources.variable(file.variable) ?? file.path)
            let content: String?
            do { content = try readFile(path) } catch { throw error.concerning(sources.abbreviated(path)) }
            guard let text = content else { continue }
            let document = INIDocument(text)
            guard let values = file.sections(profile).compactMap({ document.sections[$0] }).first else { continue }
            isKnown = true
            let origin = "\(sources.abbreviated(path)) [\(profile)]"
            if let key = try key(from: values, origin: origin) { return key }
        }
        guard named == nil || isKnown else {
            throw Failure(
                "storage.unknown-profile", "no AWS profile is named '\(profile)'",
                remedy: "name an existing one by AWS_PROFILE, or add it to ~/.aws/credentials",
                disposition: .stop(.credentials))
        }
        return nil
    }

    private func key(from values: [String: String], origin: String) throws(Failure) -> AccessKey? {
        let token = values["aws_session_token"] ?? values["aws_security_token"]
        return try FoundKeys(
            id: .init("aws_access_key_id", values["aws_access_key_id"]),
            secret: .init("aws_secret_access_key", values["aws_secret_access_key"]),
            sessionToken: .init("aws_session_token", token), origin: origin
        ).accessKey()
    }
}
