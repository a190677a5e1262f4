import FoundationEssentials

/// What the simulator tells of itself over HTTP, for demos and benchmarks in other languages.
struct ControlAPI: Sendable {
    static let prefix = "/_simulator/"

    let core: SimulatorCore

    func reply(to request: IncomingRequest) throws -> Reply {
        switch (request.method, request.path.dropFirst(Self.prefix.count)) {
        case ("GET", "requests"): return try Self.json(requests)
        case ("GET", "urls"): return try Self.json(urls)
        case ("POST", "reset"):
            core.reset()
            return try Self.json(["reset": true])
        default: return .bytes(404, contentType: "text/plain", Data("No such control endpoint.\n".utf8))
        }
    }

    private static func json(_ value: JSON) throws -> Reply {
        .bytes(200, contentType: "application/json", try value.serialized())
    }

    /// Counts by method, by operation and by object.
    private var requests: JSON {
        let records = core.log.records
        var operations: [String: JSON] = [:]
        for endpoint in APIEndpoint.allCases {
            operations[endpoint.rawValue] = .integer(Int64(records.count { $0.subject == .api(endpoint) }))
        }
        let byKey = Dictionary(grouping: records) { record in
            guard case .object(let key) = record.subject else { return "" }
            return key
        }
        let objects = byKey.filter { !$0.key.isEmpty }.mapValues { records in
            var counts = Self.countsByMethod(records)
            counts["bytes"] = .integer(records.reduce(0) { $0 + $1.bytesSent })
            return JSON.object(counts)
        }
        return [
            "total": .integer(Int64(records.count)), "by_method": .object(Self.countsByMethod(records)),
            "api": .object(operations), "objects": .object(objects),
            "connections": .integer(Int64(core.log.connections())),
            "peak_per_second": .integer(Int64(core.log.peakPerSecond())),
            "peak_calls_per_second": .integer(Int64(core.log.peakCallsPerSecond)),
            "peak_under_way": .integer(Int64(core.log.peakUnderWay)),
        ]
    }

    private static func countsByMethod(_ records: [RequestRecord]) -> [String: JSON] {
        Dictionary(grouping: records, by: \.method).mapValues { .integer(Int64($0.count)) }
    }

    /// The first URL of every task that has one.
    private var urls: JSON {
        let (tasks, now) = core.withState { ($0.tasks, $0.now) }
        return .object(
            tasks.compactMapValues { record in
                core.urls(of: record, now: now).compactMap { $0 }.first.map(JSON.string)
            })
    }
}
