/// One key of the settings: its path, meaning, default and place in ``Settings``.
public struct SettingKey: Sendable {
    /// Section and name, e.g. `storage.partSize`.
    public let path: String
    /// What the key does, in one sentence.
    public let help: String
    /// What a value must be, e.g. `a path`.
    public let expected: String
    /// The default as YAML; `nil` where there is none.
    public let defaultText: String?
    /// A value as YAML that shows how the key is used.
    public let example: String
    /// Whether the value must never be shown.
    public let isSecret: Bool

    /// Reads a value and puts it in its place.
    let set: @Sendable (RawValue, Folders, inout Settings) throws(ValueMistake) -> Void

    /// A key that always has a value.
    init<Value>(
        _ path: String, _ property: any WritableKeyPath<Settings, Value> & Sendable, _ kind: ValueKind<Value>,
        example: String? = nil, _ help: String
    ) {
        let defaultText = kind.yaml(Settings()[keyPath: property])
        self.path = path
        self.help = help
        expected = kind.expected
        self.defaultText = example == nil ? defaultText : nil
        self.example = example ?? defaultText
        isSecret = false
        set = { (raw, folders, settings) throws(ValueMistake) in
            settings[keyPath: property] = try kind.read(raw, folders)
        }
    }

    /// A key that may be left out.
    init<Value>(
        _ path: String, optional property: any WritableKeyPath<Settings, Value?> & Sendable, _ kind: ValueKind<Value>,
        example: String, secret: Bool = false, _ help: String
    ) {
        self.path = path
        self.help = help
        expected = kind.expected
        defaultText = nil
        self.example = example
        isSecret = secret
        set = { (raw, folders, settings) throws(ValueMistake) in
            settings[keyPath: property] = try kind.read(raw, folders)
        }
    }

    /// The environment variable that gives the key.
    public var environmentName: String { EnvironmentName.of(path: path) }

    /// The first half of the path.
    var section: String { String(path.prefix { $0 != "." }) }

    /// The second half of the path.
    var name: String { String(path.drop { $0 != "." }.dropFirst()) }
}
