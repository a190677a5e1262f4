import Failures

/// Names of other tools that give a setting which neither keepreel's own names nor the file give.
struct BorrowedNames {
    struct Value {
        let path: String
        let text: String
        let place: SettingPlace
    }

    private static let variables: [(path: String, names: [String])] = [
        ("studio.endpoint", ["DASHSCOPE_HTTP_BASE_URL"]),
        ("studio.workspaceId", ["DASHSCOPE_WORKSPACE_ID", "DASHSCOPE_WORKSPACE"]),
        ("studio.region", ["DASHSCOPE_REGION"]),
        ("storage.caBundle", ["AWS_CA_BUNDLE"]),
    ]

    /// These mean nothing to an OSS bucket.
    private static let variablesOfS3: [(path: String, names: [String])] = [
        ("storage.region", ["AWS_REGION", "AWS_DEFAULT_REGION"]),
        ("storage.endpoint", ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]),
    ]

    /// As ossutil 2 reads it.
    private static let variablesOfOSS: [(path: String, names: [String])] = [("storage.region", ["OSS_REGION"])]

    static let keyPath = "studio.apiKey"
    private static let keyFileVariable = "DASHSCOPE_API_KEY_FILE_PATH"

    let sources: SettingsSources

    /// What variables give for keys other than the API key.
    func values(dialect: StorageDialect?) -> [Value] {
        (Self.variables + (dialect == .oss ? Self.variablesOfOSS : Self.variablesOfS3)).compactMap { path, names in
            first(of: names, for: path)
        }
    }

    private func first(of names: [String], for path: String) -> Value? {
        for name in names {
            guard let text = sources.variable(name) else { continue }
            return Value(path: path, text: text, place: .variable(name))
        }
        return nil
    }

    /// The API key from a variable, else from the named file, else from the SDK's own file.
    func apiKey() throws(SettingsProblem) -> Value? {
        if let value = first(of: ["DASHSCOPE_API_KEY"], for: Self.keyPath) { return value }
        let named = sources.variable(Self.keyFileVariable)
        let path = sources.folders.absolute(named ?? "~/.dashscope/api_key")
        let place = named == nil ? SettingPlace.file(path) : .variable(Self.keyFileVariable)
        let text: String?
        do {
            text = try sources.readFile(path)?.text.trimmed
        } catch {
            throw problem(place, "the file '\(path)' \(error.message)", error.remedy)
        }
        if let text, !text.isEmpty { return Value(path: Self.keyPath, text: text, place: .file(path)) }
        guard named != nil else { return nil }
        throw problem(
            place, "the file '\(path)' \(text == nil ? "does not exist" : "is empty")", "put the API key into it")
    }

    private func problem(_ place: SettingPlace, _ message: String, _ remedy: String?) -> SettingsProblem {
        SettingsProblem(Self.keyPath, at: place, message, remedy: remedy)
    }
}
