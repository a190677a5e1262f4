/// Something unsafe about a file that a key was found in. It is no failure: the key is used.
public struct CredentialWarning: Sendable, Hashable {
    /// The file, `~` standing for the home folder.
    public let path: String
    /// What is unsafe, in one sentence without the final period.
    public let message: String
    /// What the user can do about it.
    public let remedy: String

    /// A file with keys that others than its owner may read.
    public init(fileReadableByOthers path: String) {
        self.path = path
        message = "\(path) holds keys and can be read by other users"
        remedy = "run 'chmod 600 \(path)'"
    }
}

extension CredentialWarning: CustomStringConvertible {
    /// Message and remedy as they are printed.
    public var description: String { "\(message); \(remedy)" }
}
