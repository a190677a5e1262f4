import Failures

/// The INI file of Alibaba Cloud's SDKs: the section that `ALIBABA_CLOUD_PROFILE` names, else `[default]`.
struct AlibabaCredentialsFile: CredentialProvider {
    private static let variable = "ALIBABA_CLOUD_CREDENTIALS_FILE"

    /// The SDKs differ in the name.
    private static let usual = ["~/.alibabacloud/credentials", "~/.alibabacloud/credentials.ini"]

    func find(in sources: CredentialSources) throws(Failure) -> Finding {
        let paths = sources.variable(Self.variable).map { [$0] } ?? Self.usual
        let name = sources.variable("ALIBABA_CLOUD_PROFILE")
        var absences: [String] = []
        for path in paths {
            let shown = sources.abbreviated(sources.absolute(path))
            guard let file = try sources.file(path) else {
                absences.append("\(shown) does not exist")
                continue
            }
            guard let values = INIDocument(file.text).sections[name ?? "default"] else {
                absences.append("\(shown) has no section '\(name ?? "default")'")
                continue
            }
            let origin = "\(shown) [\(name ?? "default")]"
            let warnings = file.isReadableByOthers ? [CredentialWarning(fileReadableByOthers: shown)] : []
            let keys = try keys(in: values, origin: origin, warnings: warnings)
            if let key = try keys.accessKey() { return .key(key) }
            absences.append("\(origin) has no keys")
        }
        // The CLI's file, which knows profiles too, was asked before.
        if let name {
            throw .credentials(
                "storage.unknown-profile", "no Alibaba Cloud profile with keys is named '\(name)'",
                remedy: "name an existing one by ALIBABA_CLOUD_PROFILE, or unset it")
        }
        return .nothing(absences[0])
    }

    private func keys(
        in values: [String: String], origin: String, warnings: [CredentialWarning]
    ) throws(Failure) -> FoundKeys {
        let type = values["type"] ?? ""
        guard ["access_key", "sts"].contains(type) else {
            throw .credentials(
                "storage.profile-unsupported",
                "\(origin) gets its keys by the type '\(ServiceText.shown(type))', which keepreel does not speak",
                remedy: "write type = access_key with keys, or set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET")
        }
        return FoundKeys(
            id: .init("access_key_id", values["access_key_id"]),
            secret: .init("access_key_secret", values["access_key_secret"]),
            sessionToken: .init("security_token", type == "sts" ? values["security_token"] : nil), origin: origin,
            warnings: warnings)
    }
}
