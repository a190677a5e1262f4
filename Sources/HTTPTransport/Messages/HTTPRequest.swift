/// A request as it goes on the wire. A relay's upload has no `body` here: the relay supplies it.
public struct HTTPRequest: Sendable {
    /// Method in capitals, e.g. `GET`.
    public var method: String
    /// Absolute http or https URL, percent-encoded; its path is sent exactly as written.
    public var url: String
    /// Fields to send; Host and Content-Length are added by the transport.
    public var headers: HTTPHeaders
    /// Body of a small exchange; `nil` sends none.
    public var body: [UInt8]?

    /// A request with its fields and, for small exchanges, its body.
    public init(_ method: String, _ url: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
