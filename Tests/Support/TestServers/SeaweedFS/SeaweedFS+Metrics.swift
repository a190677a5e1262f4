extension SeaweedFS {
    /// How many requests of one kind the server answered.
    public struct RequestCount: Sendable, Hashable {
        /// The bucket; empty for requests that were refused before it was looked at.
        public var bucket: String
        /// What was asked for, in the words of SeaweedFS: `PUT`, `GET`, `HEAD`, `LIST`, `DELETE`, …
        public var action: String
        /// The HTTP status.
        public var status: Int
        /// How many.
        public var count: Int
    }

    /// The requests since the server was started, as its metrics count them.
    public func requestCounts() async throws -> [RequestCount] {
        let reply = try await Curl.get("http://127.0.0.1:\(metricsPort)/metrics")
        guard reply.status == 200 else {
            throw ServerError.failed(program: "curl", status: reply.exit, output: reply.text)
        }
        return reply.text.split(separator: "\n").compactMap(Self.requestCount(line:))
    }

    /// How many requests there were with this action, whatever their bucket.
    /// - Parameters:
    ///   - action: in the words of SeaweedFS.
    ///   - status: the HTTP status; `nil`: of any.
    public func requests(_ action: String, status: Int? = nil) async throws -> Int {
        try await requestCounts()
            .filter { $0.action == action && (status == nil || $0.status == status) }
            .reduce(0) { $0 + $1.count }
    }

    /// Reads `SeaweedFS_s3_request_total{bucket="b",code="200",type="PUT"} 1` (Prometheus text format).
    static func requestCount(line: Substring) -> RequestCount? {
        guard line.hasPrefix("SeaweedFS_s3_request_total{"), let close = line.firstIndex(of: "}") else { return nil }
        let fields = line[..<close].drop { $0 != "{" }.dropFirst().split(separator: ",").map { field in
            let parts = field.split(separator: "=", maxSplits: 1)
            return (String(parts[0]), parts.last.map { $0.filter { $0 != "\"" } } ?? "")
        }
        let labels = Dictionary(fields) { $1 }
        guard let action = labels["type"], let status = labels["code"].flatMap({ Int($0) }),
            let count = Double(line[line.index(after: close)...].drop { $0 == " " })
        else { return nil }
        return RequestCount(bucket: labels["bucket"] ?? "", action: action, status: status, count: Int(count))
    }
}
