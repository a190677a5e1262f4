import WireFormats

/// The parts of a request that a signature covers, before signing.
public struct RequestHead: Sendable {
    /// The method in capitals, such as `PUT`.
    public var method: String
    /// The `Host` field exactly as it is sent: lower case, with the port unless it is the scheme's own.
    public var host: String
    /// The path exactly as it is sent, percent-encoded once (``PercentEncoding/path(_:)``).
    public var encodedPath: String
    /// Query names and values, not encoded; a name without value has the empty one.
    public var query: [(String, String)]
    /// The other header fields in any case and order. Those that change on the way are not signed.
    public var headers: [(String, String)]

    /// Takes the parts; see the properties for the form of each.
    public init(
        method: String, host: String, encodedPath: String, query: [(String, String)] = [],
        headers: [(String, String)] = []
    ) {
        self.method = method
        self.host = host
        self.encodedPath = encodedPath
        self.query = query
        self.headers = headers
    }

    /// The query string to send: the very text that is signed; empty without query.
    public var encodedQuery: String { PercentEncoding.query(query) }
}
