/// A small text file that credentials are looked for in.
public struct CredentialFile: Sendable {
    /// The content.
    public var text: String
    /// Whether every user of the machine may read the file.
    public var isReadableByOthers: Bool

    /// - Parameters:
    ///   - text: The content.
    ///   - isReadableByOthers: Whether every user of the machine may read the file.
    public init(text: String, isReadableByOthers: Bool = false) {
        self.text = text
        self.isReadableByOthers = isReadableByOthers
    }
}
