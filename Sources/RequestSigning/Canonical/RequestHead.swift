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

    /// The query string to send, empty without query. It is the very text that SigV4 signs; OSS takes `name=`, as its
    /// official SDKs send it too, for the bare `name` that it signs.
    public var encodedQuery: String { PercentEncoding.query(query) }

    /// All fields that are sent, `host` among them.
    /// - Parameter fields: further ones with names in lower case, each in place of a field of the same name.
    func sentHeaders(with fields: [(String, String)] = []) -> [(String, String)] {
        let given = fields + [("host", host)]
        let names = Set(given.map(\.0))
        return headers.filter { !names.contains($0.0.lowercased()) } + given
    }
}
