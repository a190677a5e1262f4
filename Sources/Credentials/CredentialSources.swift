/// What credentials are looked for in.
struct CredentialSources {
    let environment: [String: String]
    let homeDirectory: String
    /// A profile that was named on purpose.
    let profile: String?

    /// The variable's value without white space around it; `nil` if it is unset or empty.
    func variable(_ name: String) -> String? {
        let value = trimmed(environment[name] ?? "")
        return value.isEmpty ? nil : value
    }

    /// The path with a leading `~` resolved.
    func absolute(_ path: String) -> String {
        path.hasPrefix("~/") ? homeDirectory + path.dropFirst() : path
    }

    /// The path as messages show it.
    func abbreviated(_ path: String) -> String {
        path.hasPrefix(homeDirectory + "/") ? "~" + path.dropFirst(homeDirectory.count) : path
    }
}

/// The text without white space and line ends around it.
func trimmed(_ text: some StringProtocol) -> String {
    let isBlank: (Character) -> Bool = { $0.isWhitespace || $0.isNewline }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
}
