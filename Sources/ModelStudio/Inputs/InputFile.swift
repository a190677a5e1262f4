package import HTTPTransport

/// A local file that may be given to a task, as ``InputInspection`` found it.
public struct InputFile: Sendable, Equatable {
    /// The path as it was given.
    public let path: String
    /// Its length in bytes.
    public let byteCount: Int64
    /// Media type its bytes show, e.g. `image/png`.
    public let contentType: String
    /// Name to upload it under: 1 to 100 bytes of `A-Za-z0-9._-`, with the extension of the file.
    public let fileName: String

    /// What was checked, so that nothing else is uploaded.
    package let identity: FileIdentity?

    /// - Parameter identity: `nil` where no file was opened; what is uploaded is then bound to the length alone.
    package init(path: String, byteCount: Int64, contentType: String, identity: FileIdentity? = nil) {
        self.path = path
        self.byteCount = byteCount
        self.contentType = contentType
        self.identity = identity
        fileName = UploadName.of(path: path, contentType: contentType)
    }
}
