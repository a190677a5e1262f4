/// A setting that a command's option gives.
public struct SettingsOverride: Sendable {
    /// Path of the key, e.g. `transfer.partSize`.
    public var path: String
    /// The value as typed.
    public var value: String
    /// The option, e.g. `--part-size`.
    public var option: String

    /// - Parameters:
    ///   - path: Path of the key, e.g. `transfer.partSize`.
    ///   - value: The value as typed.
    ///   - option: The option, e.g. `--part-size`.
    public init(path: String, value: String, option: String) {
        self.path = path
        self.value = value
        self.option = option
    }
}
