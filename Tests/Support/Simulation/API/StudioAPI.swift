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
            switch fault {
            case .status(let status, let code, let message):
                return try APIError(status: status, code: code, message: message).reply(requestID: requestID)
            case .htmlPage(let status):
                return .bytes(status, contentType: "text/html", ResultBucket.page)
            case .noReply: return .noReply
            case .lostReply, .invalidJSON, .cut, .stall, .delay: break
            }
        }
        var reply: Reply
        do {
            let body = try answer(request, endpoint: endpoint, requestID: requestID)
            reply = .bytes(200, contentType: "application/json", body)
        } catch let error as APIError {
            reply = try error.reply(requestID: requestID)
        }
        for fault in faults { Self.disturb(&reply, by: fault) }
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
            let query = try TaskListQuery(request, now: core.now)
            return try core.list(query, requestID: requestID).serialized()
        case .submit:
            guard request.headers["x-dashscope-async"] == "enable" else { throw APIError.synchronous }
            guard request.headers["content-type"]?.hasPrefix("application/json") == true else {
                throw APIError.invalid("Content-Type must be application/json.")
            }
            let id = try core.submit(try SubmitRequest(request.body))
            let output: JSON = ["task_id": .string(id), "task_status": "PENDING"]
            return try JSON.object(["request_id": .string(requestID), "output": output]).serialized()
        case .cancel:
            guard core.cancel(id: Self.taskID(request)) else { throw APIError.notPending }
            return try JSON.object(["request_id": .string(requestID)]).serialized()
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

    private static func disturb(_ reply: inout Reply, by fault: APIFault) {
        switch fault {
        case .lostReply: reply.body = nil
        case .invalidJSON: reply.body = BodyPlan(source: BytesInMemory(Data("{\"output\":{\"task_id\":".utf8)))
        case .cut(let bytes): reply.body?.cut(after: bytes)
        case .stall(let bytes): reply.body?.disturbance = .stall(after: bytes)
        case .delay(let pause): reply.delay = pause
        case .status, .htmlPage, .noReply: break
        }
    }
}
