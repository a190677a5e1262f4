/// A request as it goes on the wire. A relay's upload has no `body` here: the relay supplies it.
public struct HTTPRequest: Sendable {
    /// Method in capitals, e.g. `GET`.
    public var method: String
    /// Absolute http or https URL, percent-encoded; its path is sent exactly as written.
    public var url: String
    /// Fields to send; Host and Content-Length are added by the transport.
    public var headers: HTTPHeaders
    /// Body of an exchange; `nil` sends none.
    public var body: HTTPBody?
    /// Whether the request goes out at most once, over a new connection.
    ///
    /// libcurl repeats a request of any method by itself when a connection it reused ends before the first byte of the
    /// reply (`Curl_retry_request`). Whoever must not be charged twice forgoes reuse.
    /// A request with a file always does.
    public var isSentOnce = false

    /// A request with its fields and, for small exchanges, its body.
    public init(_ method: String, _ url: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil) {
        self.init(method, url, headers: headers, of: body.map { .bytes($0) })
    }

    /// A request that sends a file.
    public init(_ method: String, _ url: String, headers: HTTPHeaders = [:], file: FileBody) {
        self.init(method, url, headers: headers, of: .file(file))
    }

    private init(_ method: String, _ url: String, headers: HTTPHeaders, of body: HTTPBody?) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
