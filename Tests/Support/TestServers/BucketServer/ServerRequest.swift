/// A request as a bucket server saw and answered it.
public struct ServerRequest: Decodable, Sendable {
    /// The HTTP method.
    public var method: String
    /// The `Host` field.
    public var host: String
    /// The path as it was sent, percent-encoded.
    public var path: String
    /// The bucket; empty where none was meant.
    public var bucket: String
    /// The key, decoded.
    public var key: String
    /// The operation, named as OSS does, in both dialects.
    public var action: String
    /// The number of the part it is about; empty where it is about none.
    public var part: String
    /// The HTTP status; 0 while it is under way and where none was sent.
    public var status: Int
    /// The code of the error.
    public var code: String
    /// How many bytes of the body were read.
    public var bytesIn: Int64
    /// How many bytes of the reply's body were sent.
    public var bytesOut: Int64
    /// How it was signed: `header`, `query`, or `anonymous`; empty if it was refused before that was known.
    public var authorization: String
    /// Whether it was answered by an interim 100.
    public var continued: Bool
    /// The header fields, names in lower case; of `authorization` only the scheme.
    public var headers: [String: String]
}
