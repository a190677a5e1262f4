/// Names that people bring along from other tools, and what stands for them here.
struct ForeignName {
    let message: String
    let remedy: String

    /// - Parameter path: section and name, whatever its capitals, `_` and `-`.
    init?(path: String) {
        let name = String(path.lowercased().filter { $0 != "_" && $0 != "-" })
        guard let known = Self.all.first(where: { $0.names.contains(name) }) else { return nil }
        self = known.advice
    }

    /// - Parameter name: `KEEPREEL_STORAGE_ACCESS_KEY_ID`.
    init?(variable name: String) {
        let words = name.dropFirst(EnvironmentName.prefix.count).split(separator: "_", maxSplits: 1)
        guard words.count == 2 else { return nil }
        self.init(path: words.joined(separator: "."))
    }

    private init(_ message: String, _ remedy: String) {
        self.message = message
        self.remedy = remedy
    }

    static let unknown = "this key is not known"

    private static let all: [(names: Set<String>, advice: ForeignName)] = [
        (
            [
                "storage.accesskey", "storage.accesskeyid", "storage.awsaccesskeyid", "storage.ossaccesskeyid",
                "storage.accesskeysecret", "storage.ossaccesskeysecret", "storage.secretkey", "storage.secretaccesskey",
                "storage.awssecretaccesskey", "storage.secret", "storage.keyid", "storage.sessiontoken",
                "storage.awssessiontoken", "storage.securitytoken", "storage.credentials",
            ],
            ForeignName(
                "credentials do not stand in the settings",
                "export AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or use ~/.aws/credentials, for oss:// export "
                    + "OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET")
        ),
        (
            ["storage.bucket", "storage.bucketname", "storage.prefix", "storage.path", "storage.folder"],
            ForeignName(unknown, "write storage.url: s3://BUCKET/PREFIX")
        ),
        (
            ["studio.key", "studio.token", "studio.secret", "studio.accesskey", "studio.dashscopeapikey"],
            ForeignName(unknown, "did you mean 'studio.apiKey'?")
        ),
    ]
}
