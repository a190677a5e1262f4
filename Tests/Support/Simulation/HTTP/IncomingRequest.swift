import FlyingFox
import FoundationEssentials

/// One request as the simulated services see it.
struct IncomingRequest: Sendable {
    var method: String
    /// The `Host` field, or the authority of an absolute request target (a request through a proxy).
    var host: String
    /// The path as it was sent, percent-encoded.
    var path: String
    /// Names and values, decoded.
    var query: [(name: String, value: String)]
    /// Names in lower case. Of a name that was sent several times the last value is left.
    var headers: [String: String]
    /// Empty until it is read.
    var body = Data()
    /// The client's port, which tells its connections apart.
    var peerPort: UInt16

    /// Takes what stands in the head of a request.
    init(headOf request: HTTPRequest) {
        method = request.method.rawValue
        headers = Dictionary(request.headers.map { ($0.key.rawValue.lowercased(), $0.value) }) { $1 }
        let target = request.target.path()
        if let authority = target.firstRange(of: "://") {
            let rest = target[authority.upperBound...]
            let slash = rest.firstIndex(of: "/") ?? rest.endIndex
            host = String(rest[..<slash])
            path = slash == rest.endIndex ? "/" : String(rest[slash...])
        } else {
            host = headers["host"] ?? ""
            path = target
        }
        query = Self.parse(query: request.target.query())
        peerPort =
            switch request.remoteAddress {
            case .ip4(_, let port), .ip6(_, let port): port
            case .unix, nil: 0
            }
    }

    /// The first value of that query name.
    func query(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// Form encoding: `+` is a blank, which is what breaks signatures whose `+` was not encoded.
    private static func parse(query: String) -> [(name: String, value: String)] {
        query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                PercentDecoding.decode(parts[0], plusIsBlank: true),
                parts.count > 1 ? PercentDecoding.decode(parts[1], plusIsBlank: true) : ""
            )
        }
    }
}
