import Failures
import FoundationEssentials

/// `~/.aliyun/config.json` of the Alibaba Cloud CLI: the profile that `ALIBABA_CLOUD_PROFILE` names, else its current
/// one.
struct AliyunCLIFile: CredentialProvider {
    private static let path = "~/.aliyun/config.json"

    private struct Content: Decodable {
        let current: String?
        let profiles: [Profile]?
    }

    private struct Profile: Decodable {
        let name: String?
        let mode: String?
        let id: String?
        let secret: String?
        let token: String?

        enum CodingKeys: String, CodingKey {
            case name, mode
            case id = "access_key_id"
            case secret = "access_key_secret"
            case token = "sts_token"
        }
    }

    func find(in sources: CredentialSources) throws(Failure) -> Finding {
        guard !sources.isSwitchedOn("ALIBABA_CLOUD_CLI_PROFILE_DISABLED") else {
            return .nothing("ALIBABA_CLOUD_CLI_PROFILE_DISABLED switches \(Self.path) off")
        }
        guard let file = try sources.file(Self.path) else { return .nothing("\(Self.path) does not exist") }
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(file.text.utf8)) else {
            throw .credentials(
                "storage.credentials-file", "\(Self.path) is not the JSON of the Alibaba Cloud CLI",
                remedy: "run 'aliyun configure', or set ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true")
        }
        let name = sources.variable("ALIBABA_CLOUD_PROFILE") ?? content.current ?? ""
        guard let profile = content.profiles?.first(where: { $0.name == name }) else {
            return .nothing("\(Self.path) has no profile '\(name)'")
        }
        let keys = try keys(of: profile, named: name, isOpen: file.isReadableByOthers)
        return try keys.accessKey().map { .key($0) } ?? .nothing("\(Self.path) has no keys in '\(name)'")
    }

    private func keys(of profile: Profile, named name: String, isOpen: Bool) throws(Failure) -> FoundKeys {
        let mode = profile.mode ?? ""
        guard ["AK", "StsToken"].contains(mode) else {
            throw .credentials(
                "storage.profile-unsupported",
                "the profile '\(name)' of \(Self.path) gets its keys by the mode '\(ServiceText.shown(mode))', which "
                    + "keepreel does not speak",
                remedy: "name a profile of mode AK or StsToken by ALIBABA_CLOUD_PROFILE, or set OSS_ACCESS_KEY_ID and "
                    + "OSS_ACCESS_KEY_SECRET")
        }
        return FoundKeys(
            id: .init("access_key_id", profile.id), secret: .init("access_key_secret", profile.secret),
            sessionToken: .init("sts_token", mode == "AK" ? nil : profile.token), origin: "\(Self.path) [\(name)]",
            warnings: isOpen ? [CredentialWarning(fileReadableByOthers: Self.path)] : [])
    }
}
