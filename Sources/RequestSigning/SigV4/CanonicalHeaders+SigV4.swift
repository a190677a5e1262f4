extension CanonicalHeaders {
    /// All fields but those that change on the way; white space within a value becomes one space.
    init(_ headers: [(String, String)]) {
        self.init(headers, where: { !Self.neverSigned.contains($0) }, form: Self.collapsed)
    }

    /// White space before and after goes, white space within becomes one space.
    private static func collapsed(_ value: String) -> String {
        value.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            .map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: " ")
    }

    /// Fields a client, proxy or load balancer may add, change or drop after signing.
    private static let neverSigned: Set<String> = [
        "accept-encoding",  // Google Cloud Storage changes it before it verifies
        "authorization",  // carries the signature itself
        "baggage",  // tracing: rewritten by every hop
        "connection",  // concerns one hop only
        "expect",  // libcurl adds and drops it, proxies answer it themselves
        "keep-alive",  // concerns one hop only
        "proxy-authenticate",  // concerns one hop only
        "proxy-authorization",  // for the proxy, which removes it
        "te",  // concerns one hop only
        "traceparent",  // tracing: rewritten by every hop
        "tracestate",  // tracing: rewritten by every hop
        "trailer",  // concerns one hop only
        "transfer-encoding",  // framing: each hop chooses its own
        "upgrade",  // concerns one hop only
        "user-agent",  // proxies append to it
        "x-amzn-trace-id",  // load balancers add to it
    ]
}
