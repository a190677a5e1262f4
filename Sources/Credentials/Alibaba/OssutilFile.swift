import Failures

/// `~/.ossutilconfig`: `[Credentials]` of ossutil 1, `[default]` or `[profile default]` of ossutil 2.
struct OssutilFile: CredentialProvider {
    private static let path = "~/.ossutilconfig"

    /// In lower case, as ossutil 2 does not care; the newer form first.
    private static let sections = ["default", "profile default", "credentials"]

    // Without `-` and `_`, which ossutil 2 allows anywhere; the later names are old ones of ossutil 1.
    private static let idNames = ["accesskeyid", "accessid"]
    private static let secretNames = ["accesskeysecret", "accesskey"]
    private static let tokenNames = ["ststoken"]

    /// Ways to get keys that need nothing but what stands here.
    private static let plainModes = ["ak", "ststoken"]

    func find(in sources: CredentialSources) throws(Failure) -> Finding {
        guard let file = try sources.file(Self.path) else { return .nothing("\(Self.path) does not exist") }
        let document = INIDocument(file.text)
        let named = Dictionary(document.sections.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        for section in Self.sections {
            guard let values = named[section].map(Self.plain) else { continue }
            if let mode = values["mode"], !mode.isEmpty, !Self.plainModes.contains(mode.lowercased()) {
                throw .credentials(
                    "storage.profile-unsupported",
                    "\(Self.path) gets its keys by the mode \(ServiceText.shown(mode)), which keepreel does not speak",
                    remedy: "write AK or StsToken with keys, or set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET")
            }
            let keys = FoundKeys(
                id: .init("accessKeyID", Self.first(Self.idNames, in: values)),
                secret: .init("accessKeySecret", Self.first(Self.secretNames, in: values)),
                sessionToken: .init("stsToken", Self.first(Self.tokenNames, in: values)), origin: Self.path,
                warnings: file.isReadableByOthers ? [CredentialWarning(fileReadableByOthers: Self.path)] : [])
            if let key = try keys.accessKey() { return .key(key) }
        }
        return .nothing("\(Self.path) has no keys")
    }

    private static func plain(_ values: [String: String]) -> [String: String] {
        Dictionary(values.map { ($0.key.filter { $0 != "-" && $0 != "_" }, $0.value) }) { first, _ in first }
    }

    private static func first(_ names: [String], in values: [String: String]) -> String? {
        names.lazy.compactMap { values[$0] }.first { !$0.isEmpty }
    }
}
