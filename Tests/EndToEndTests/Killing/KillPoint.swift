import Simulation
import TestServers

/// A request that is held, so that the run can be killed in it.
enum KillPoint: Sendable, CustomStringConvertible {
    enum Side: String {
        /// Nothing was done yet.
        case before
        /// All was done; the answer is missing.
        case after
    }

    /// Model Studio was asked for the task; its answer is missing.
    case query
    /// A request for the source, after so many bytes of the body.
    ///
    /// - Parameter skip: requests for the source that go well before.
    case source(after: Int64, skip: Int = 0)
    /// A request to the storage, by its name in OSS.
    ///
    /// - Parameter skip: requests of this kind that go well before.
    case storage(String, Side, skip: Int = 0)

    var description: String {
        switch self {
        case .query: "the query"
        case .source(let bytes, let skip): "source request \(skip + 1) after \(bytes) bytes"
        case .storage(let action, let side, let skip):
            "\(side.rawValue) \(action)" + (action == "UploadPart" ? " \(skip + 1)" : "")
        }
    }
}

extension KillBench {
    /// Lets the request be held.
    func hold(_ point: KillPoint) async throws {
        switch point {
        case .query: place.studio.inject(.stall(after: 0), into: .query)
        case .source(let bytes, let skip): try place.studio.inject(.stall(after: bytes), into: id, skipping: skip)
        case .storage(let action, let side, let skip):
            let fault = side == .before ? ServerFault.stall : .late
            // A list of uploads is of no key.
            let key = action == "ListMultipartUploads" ? nil : id
            try await control.add(fault.on(action, key: key, skip: skip))
        }
    }

    /// Lets everything go on.
    func release() async throws {
        place.studio.clearFaults()
        place.studio.releaseStalls()
        try await control.clearFaults()
    }

    /// Requests like this one that have no answer. Those of killed runs stay so: a server that does not read on never
    /// hears that its client is gone.
    func unanswered(_ point: KillPoint) async throws -> Int {
        guard case .storage(let action, _, _) = point else { return 0 }
        let requests = try await control.report().requests(action)
        return requests.count { $0.status == 0 && ($0.key.isEmpty || $0.key.contains(id)) }
    }

    /// Whether the request is held, and everything before it is on record.
    ///
    /// - Parameter earlier: requests like it that have no answer since before this run.
    func isReached(_ point: KillPoint, earlier: Int) async throws -> Bool {
        guard case .storage(let action, let side, let skip) = point else {
            guard case .source(_, let skip) = point else { return place.studio.stalledBodies == 1 }
            return try place.studio.stalledBodies == 1 && recordedParts.count >= skip
        }
        guard try await unanswered(point) == earlier + 1 else { return false }
        switch (action, side) {
        case ("UploadPart", .before):
            return try await requests(action).count > skip && recordedParts.count >= skip
        case ("UploadPart", .after):
            // The others go on beside it.
            return try await uploads().map(\.parts.count) == [Self.partCount]
                && recordedParts.count == Self.partCount - 1
        case ("InitiateMultipartUpload", .after): return try await uploads().count == 1
        case ("AbortMultipartUpload", .after): return try await uploads().isEmpty
        case ("PutObject", .after), ("CompleteMultipartUpload", .after): return try await object() != nil
        default: return true
        }
    }
}
