import Redaction

/// Something wrong, or doubtful, in the settings.
public struct SettingsProblem: Error, Sendable, Equatable {
    /// The key concerned; `nil` where it is the file or variable as a whole.
    public var path: String?
    /// Where the value stands: `file:line:column`, `environment variable NAME`, `option --name` or a file.
    public var place: String
    /// What is wrong, without the value of a secret.
    public var message: String
    /// What to do about it.
    public var remedy: String?

    /// Line and column in the settings file.
    private(set) var position: FilePosition?

    /// - Parameters:
    ///   - path: The key concerned.
    ///   - place: Where the value stands.
    ///   - message: What is wrong.
    ///   - remedy: What to do about it.
    public init(path: String?, place: String, message: String, remedy: String?) {
        self.path = path
        self.place = place
        self.message = message
        self.remedy = remedy
    }

    init(_ path: String?, at place: SettingPlace, _ message: String, remedy: String?) {
        self.init(path: path, place: place.description, message: message, remedy: remedy)
        if case .line(_, let line, let column) = place { position = FilePosition(line: line, column: column) }
    }

    /// A value that a key does not take.
    init(_ key: SettingKey, at place: SettingPlace, value: RawValue, mistake: ValueMistake) {
        var shown: String?
        if case .scalar(let text) = value, !key.isSecret { shown = text.trimmed }
        self.init(
            key.path, at: place, mistake.message(about: shown), remedy: mistake.remedy ?? "write \(key.expected)")
    }
}

extension SettingsProblem {
    /// Names and values come from the file as they are.
    private static func plain(_ text: String, longest: Int) -> String {
        let scalars = text.unicodeScalars
        return printable(String(scalars.prefix(longest))) + (scalars.count > longest ? "..." : "")
    }
}

extension SettingsProblem: CustomStringConvertible {
    /// One line: `place: path: message; remedy`.
    public var description: String {
        let subject = path.map { "\(Self.plain($0, longest: 100)): " } ?? ""
        return Self.plain("\(place): \(subject)\(message)" + (remedy.map { "; \($0)" } ?? ""), longest: 1500)
    }
}
