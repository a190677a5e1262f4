/// A small text file that credentials are looked for in.
public struct CredentialFile: Sendable {
    /// The content.
    public var text: String
    /// Whether others than the owner may read the file.
    public var isReadableByOthers: Bool

    /// - Parameters:
    ///   - text: The content.
    ///   - isReadableByOthers: Whether group or others may read the file.
    public init(text: String, isReadableByOthers: Bool = false) {
        self.text = text
        self.isReadableByOthers = isReadableByOthers
    }
}
