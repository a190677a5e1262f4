import FoundationEssentials
import Redaction

/// The asynchronous task API under `/api/v1`.
struct StudioAPI: Sendable {
    static let prefix = "/api/v1"

    let core: SimulatorCore

    /// The operation a request means; `nil` if there is none at its path.
    static func endpoint(of request: IncomingRequest) -> APIEndpoint? {
        let path = request.path.dropFirst(prefix.count)
        switch (request.method, path) {
        case ("GET", "/tasks"), ("GET", "/tasks/"): return .list
        case ("POST", "/services/aigc/image2video/video-synthesis"): return .submit
        case ("GET", "/uploads"): return .uploadPolicy
        default: break
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard parts.first == "tasks" else { return nil }
        switch (request.method, parts.count) {
        case ("GET", 2): return .query
        case ("POST", 3) where parts.last == "cancel": return .cancel
        default: return nil
        }
    }

    func reply(to request: IncomingRequest) throws -> Reply {
        let endpoint = Self.endpoint(of: request)
        let requestID = UUID().uuidString.lowercased()
        let faults = endpoint.map(core.takeFaults(for:)) ?? []
        for fault in faults {
            if let reply = try fault.replacement(error: { try $0.reply(requestID: requestID) }) { return reply }
        }
        var reply: Reply
        do {
            let body = try answer(request, endpoint: endpoint, requestID: requestID)
            reply = .bytes(200, contentType: "application/json", body)
        } catch let error as APIError {
            reply = try error.reply(requestID: requestID)
        }
        for fault in faults { fault.disturb(&reply) }
        return reply
    }

    private func answer(_ request: IncomingRequest, endpoint: APIEndpoint?, requestID: String) throws -> Data {
        try authorize(request)
        guard let endpoint else { throw APIError.noSuchPath }
        guard core.admits(endpoint) else { throw APIError.tooManyRequests }
        switch endpoint {
        case .query:
            guard request.headers["x-dashscope-async"] == nil else { throw APIError.asynchronous }
            return try core.query(id: Self.taskID(request), requestID: requestID)
        case .list:
            let query = try TaskListQuery(request, now: core.now, zone: core.options.listZone)
            return try core.list(query, requestID: requestID).serialized()
        case .submit:
            guard request.headers["x-dashscope-async"] == "enable" else { throw APIError.synchronous }
            guard request.headers["content-type"]?.hasPrefix("application/json") == true else {
                throw APIError.invalid("Content-Type must be application/json.")
            }
            let order = try SubmitRequest(request.body, refusesUndocumented: core.options.refusesUndocumentedFields)
            let id = try core.submit(order, headers: request.headers)
            let output: JSON = ["task_id": .string(id), "task_status": "PENDING"]
            return try JSON.object(["request_id": .string(requestID), "output": output]).serialized()
        case .cancel:
            guard core.cancel(id: Self.taskID(request)) else { throw APIError.notPending }
            return try JSON.object(["request_id": .string(requestID)]).serialized()
        case .uploadPolicy:
            guard request.query("action") == "getPolicy" else { throw APIError.invalid("action must be getPolicy.") }
            guard let model = request.query("model"), !model.isEmpty else {
                throw APIError.invalid("model is required.")
            }
            let data = try core.uploadPolicy(model: model)
            return try JSON.object(["request_id": .string(requestID), "data": data]).serialized()
        case .upload: throw APIError.noSuchPath
        }
    }

    private func authorize(_ request: IncomingRequest) throws(APIError) {
        guard let field = request.headers["authorization"] else { throw .noKey }
        guard field == "Bearer \(core.options.apiKey.reveal())" else { throw .wrongKey }
    }

    private static func taskID(_ request: IncomingRequest) -> String {
        let parts = request.path.dropFirst(prefix.count).split(separator: "/")
        return PercentDecoding.decode(parts[1])
    }
}
