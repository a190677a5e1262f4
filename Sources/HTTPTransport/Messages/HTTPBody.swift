/// The body of a request.
public enum HTTPBody: Sendable, Equatable {
    /// Bytes that are in memory, and are not copied to be sent.
    case bytes([UInt8])
    /// A file, read while it is sent.
    case file(FileBody)
}

/// A body that is a file between two pieces of framing, e.g. one of a form; sent in constant memory.
///
/// A file that is not a regular one of just this length and identity is not sent at all. One that is written to on the
/// way ends the exchange before its last byte is handed over. A body is never cut, filled up or mixed silently.
public struct FileBody: Sendable, Equatable {
    /// Where the file is.
    public var path: String
    /// Its length in bytes, from 0.
    public var length: Int64
    /// What goes before the file.
    public var prefix: [UInt8]
    /// What goes behind it.
    public var suffix: [UInt8]
    /// What the file has to be, as somebody saw it before; `nil` takes the file that is there when it is opened.
    public var identity: FileIdentity?

    /// A file and what surrounds it.
    public init(
        path: String, length: Int64, prefix: [UInt8] = [], suffix: [UInt8] = [], identity: FileIdentity? = nil
    ) {
        self.path = path
        self.length = length
        self.prefix = prefix
        self.suffix = suffix
        self.identity = identity
    }

    /// Bytes of the whole body: its `Content-Length`.
    public var totalLength: Int64 { Int64(prefix.count) + max(0, length) + Int64(suffix.count) }
}
