import Failures

/// The two files the AWS tools share, `~/.aws/credentials` and `~/.aws/config`, and the profiles in them.
struct AWSProfiles {
    /// One of the files.
    struct File {
        /// As messages show it.
        let path: String
        /// `nil` if there is no such file.
        let document: INIDocument?
        let isReadableByOthers: Bool
        /// The names a profile's section has in this file, the stronger first.
        let sections: (_ profile: String) -> [String]

        func values(of profile: String) -> [String: String]? {
            sections(profile).lazy.compactMap { document?.sections[$0] }.first
        }

        /// Why no keys of that profile are in it.
        func absence(of profile: String) -> String {
            guard document != nil else { return "\(path) does not exist" }
            return values(of: profile) == nil
                ? "\(path) has no profile '\(profile)'" : "\(path) has no keys in '\(profile)'"
        }
    }

    let credentials: File
    let config: File

    /// Reads what there is of both.
    init(_ sources: CredentialSources) throws(Failure) {
        credentials = try Self.read("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials", sources) { [$0] }
        config = try Self.read("AWS_CONFIG_FILE", "~/.aws/config", sources) { profile in
            profile == "default" ? ["profile default", "default"] : ["profile \(profile)"]
        }
    }

    private static func read(
        _ variable: String, _ usual: String, _ sources: CredentialSources, sections: @escaping (String) -> [String]
    ) throws(Failure) -> File {
        let path = sources.variable(variable) ?? usual
        let file = try sources.file(path)
        return File(
            path: sources.abbreviated(sources.absolute(path)), document: file.map { INIDocument($0.text) },
            isReadableByOthers: file?.isReadableByOthers ?? false, sections: sections)
    }

    /// What both files say of a profile, the credentials file winning; `nil` if neither knows it.
    func values(of profile: String) -> [String: String]? {
        let (weak, strong) = (config.values(of: profile), credentials.values(of: profile))
        guard weak != nil || strong != nil else { return nil }
        return (weak ?? [:]).merging(strong ?? [:]) { $1 }
    }
}
