/// How one kind of value is read and written.
struct ValueKind<Value: Sendable>: Sendable {
    /// What a mistake's remedy asks for, e.g. `a path`.
    let expected: String
    /// Reads the value; paths are resolved by the folders given.
    let read: @Sendable (RawValue, Folders) throws(ValueMistake) -> Value
    /// The value as YAML, for a default that is shown.
    let yaml: @Sendable (Value) -> String

    init(
        _ expected: String, yaml: @escaping @Sendable (Value) -> String = { "\($0)" },
        read: @escaping @Sendable (RawValue, Folders) throws(ValueMistake) -> Value
    ) {
        self.expected = expected
        self.yaml = yaml
        self.read = read
    }

    /// A kind that one text gives.
    init(
        text expected: String, yaml: @escaping @Sendable (Value) -> String = { "\($0)" },
        read: @escaping @Sendable (String) throws(ValueMistake) -> Value
    ) {
        self.init(expected, yaml: yaml) { (raw, _) throws(ValueMistake) in try read(raw.text()) }
    }
}
