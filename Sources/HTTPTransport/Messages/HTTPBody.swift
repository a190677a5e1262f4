/// The body of a request.
public enum HTTPBody: Sendable, Equatable {
    /// Bytes that are in memory.
    case bytes([UInt8])
    /// A file, read while it is sent.
    case file(FileBody)
}

/// A body that is a file between two pieces of framing, e.g. one of a form; sent in constant memory.
///
/// A file that is not a regular one of just this length is not sent at all; one that changes its length on the way
/// breaks the exchange. A body is never cut or filled up silently.
public struct FileBody: Sendable, Equatable {
    /// Where the file is.
    public var path: String
    /// Its length in bytes, from 0.
    public var length: Int64
    /// What goes before the file.
    public var prefix: [UInt8]
    /// What goes behind it.
    public var suffix: [UInt8]

    /// A file and what surrounds it.
    public init(path: String, length: Int64, prefix: [UInt8] = [], suffix: [UInt8] = []) {
        self.path = path
        self.length = length
        self.prefix = prefix
        self.suffix = suffix
    }

    /// Bytes of the whole body: its `Content-Length`.
    public var totalLength: Int64 { Int64(prefix.count) + max(0, length) + Int64(suffix.count) }
}
