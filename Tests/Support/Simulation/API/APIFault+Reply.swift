import FoundationEssentials

extension APIFault {
    /// The answer of a fault that keeps a request from being carried out; `nil` for the others.
    /// - Parameter error: makes the answer of a status.
    func replacement(error: (APIError) throws -> Reply) rethrows -> Reply? {
        switch self {
        case .status(let status, let code, let message):
            try error(APIError(status: status, code: code, message: message))
        case .htmlPage(let status): .bytes(status, contentType: "text/html", ResultBucket.page)
        case .noReply: .noReply
        case .lostReply, .invalidJSON, .contentLength, .cut, .cutInHalf, .stall, .delay: nil
        }
    }

    /// Spoils the answer of a request that was carried out.
    func disturb(_ reply: inout Reply) {
        switch self {
        case .lostReply: reply.body = nil
        case .invalidJSON: reply.body = BodyPlan(source: BytesInMemory(Data("{\"output\":{\"task_id\":".utf8)))
        case .contentLength(let difference):
            let count = reply.body?.count ?? 0
            reply.body?.declaredLength = max(0, count + difference)
            reply.body?.closesConnection = true
        case .cut(let bytes): reply.body?.cut(after: bytes)
        case .cutInHalf:
            let half = (reply.body?.count ?? 0) / 2
            reply.body?.cut(after: half)
        case .stall(let bytes): reply.body?.disturbance = .stall(after: bytes)
        case .delay(let pause): reply.delay = pause
        case .status, .htmlPage, .noReply: break
        }
    }
}
