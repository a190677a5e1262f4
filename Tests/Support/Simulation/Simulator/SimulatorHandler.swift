import FlyingFox
import FoundationEssentials

/// Takes every request of the server, finds whom it is for, and puts the answer on the wire.
struct SimulatorHandler: HTTPHandler {
    /// How much of a body is read and written at once.
    private static let chunkSize = 256 << 10

    let core: SimulatorCore

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        var incoming = IncomingRequest(headOf: request)
        if UploadBucket.isMeant(by: incoming) {
            let recordID = core.log.add(incoming, subject: .api(.upload))
            let reply = try await UploadBucket(core: core).reply(to: incoming, body: request.bodySequence)
            return try await send(reply, recordID: recordID)
        }
        incoming.body = try await request.bodyData
        if incoming.path.hasPrefix(ControlAPI.prefix) {
            return try await send(try ControlAPI(core: core).reply(to: incoming), recordID: 0)
        }
        let isForAPI = incoming.path.hasPrefix(StudioAPI.prefix + "/")
        let bucket = ResultBucket(core: core)
        let recordID = core.log.add(
            incoming, subject: isForAPI ? apiSubject(incoming) : bucketSubject(incoming, bucket))
        let reply =
            isForAPI
            ? try StudioAPI(core: core).reply(to: incoming)
            : try bucket.reply(to: incoming, recordID: recordID)
        return try await send(reply, recordID: recordID)
    }

    private func apiSubject(_ request: IncomingRequest) -> RequestRecord.Subject {
        StudioAPI.endpoint(of: request).map { .api($0) } ?? .other
    }

    private func bucketSubject(_ request: IncomingRequest, _ bucket: ResultBucket) -> RequestRecord.Subject {
        request.method == "CONNECT" ? .other : .object(bucket.target(of: request).key)
    }

    private func send(_ reply: Reply, recordID: Int) async throws -> HTTPResponse {
        if reply.delay > .zero { try await Task.sleep(for: reply.delay) }
        guard let plan = reply.body else { return HTTPResponse(webSocket: ClosingHandler()) }
        core.log.answered(recordID, status: reply.status)
        var headers = HTTPHeaders()
        for (name, value) in reply.headers { headers.setValues([value], for: HTTPHeader(name)) }
        headers[.date] = StudioTime.httpDate(core.now)
        if plan.closesConnection { headers[.connection] = "close" }
        let stream = BodyStream(plan: plan, log: core.log, recordID: recordID, gate: core.gate)
        let status = HTTPStatusCode(reply.status, phrase: Self.phrase(reply.status))
        guard let length = plan.declaredLength else {
            let body = HTTPBodySequence(from: stream, suggestedBufferSize: Self.chunkSize)
            return HTTPResponse(statusCode: status, headers: headers, body: body)
        }
        headers[.contentLength] = String(length)
        let body = HTTPBodySequence(from: stream, count: Int(length), suggestedBufferSize: Self.chunkSize)
        return HTTPResponse(statusCode: status, headers: headers, body: body)
    }

    private static func phrase(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 204: "No Content"
        case 206: "Partial Content"
        case 302: "Found"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 409: "Conflict"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 503: "Service Unavailable"
        default: "Status"
        }
    }
}
