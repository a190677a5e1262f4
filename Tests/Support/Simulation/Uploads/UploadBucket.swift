import FlyingFox
import FoundationEssentials
import RequestSigning

/// The bucket that takes inputs, by the form upload of OSS (Alibaba Cloud OSS, "PostObject").
struct UploadBucket: Sendable {
    let core: SimulatorCore

    /// Whether a request is an upload. The upload host is the simulator's own address, and nothing else is posted there.
    static func isMeant(by request: IncomingRequest) -> Bool { request.method == "POST" && request.path == "/" }

    /// Reads all of the body, whatever the answer is: a connection closed early would hide it from the client.
    func reply(to request: IncomingRequest, body: HTTPBodySequence) async throws -> Reply {
        let requestID = String(UUID().uuidString.replacing("-", with: "").prefix(24))
        let faults = core.takeFaults(for: .upload)
        for fault in faults {
            let replacement = fault.replacement { error in
                OSSError(status: error.status, code: error.code, message: error.message, ec: "0000-00000000")
                    .reply(to: request, requestID: requestID)
            }
            guard let replacement else { continue }
            for try await _ in body {}
            return replacement
        }
        var reply: Reply
        do throws(OSSError) {
            reply = try await take(request, body)
        } catch {
            reply = error.reply(to: request, requestID: requestID)
        }
        reply.headers += [("Server", "AliyunOSS"), ("x-oss-request-id", requestID)]
        for fault in faults { fault.disturb(&reply) }
        return reply
    }

    private func take(_ request: IncomingRequest, _ body: HTTPBodySequence) async throws(OSSError) -> Reply {
        var reader = MultipartReader(contentType: request.headers["content-type"])
        var form = UploadForm()
        do {
            for try await piece in body {
                reader?.append(piece)
                while let event = reader?.next() { form.take(event) }
            }
        } catch {
            throw .malformedForm
        }
        if request.headers["content-length"] == nil { throw .missingLength }
        // The API's key has no business here, and OSS takes no second signature.
        if request.headers["authorization"] != nil { throw .twoSignatures }
        if reader == nil { throw .malformedForm }
        if let objection = form.objection { throw objection }
        let fields = form.fields
        let policy = try policy(of: fields)
        if let objection = policy.objection(to: fields, now: core.now) { throw objection }
        if form.byteCount > policy.limit { throw .tooLarge(limit: policy.limit) }
        try core.keep(try form.file(model: policy.model, now: core.now))
        return switch fields["success_action_status"] {
        case "200": .bytes(200, contentType: "application/xml", Data())
        case "201": .bytes(201, contentType: "application/xml", Data("<PostResponse></PostResponse>".utf8))
        default: Reply(status: 204, body: .empty)
        }
    }

    private func policy(of fields: [String: String]) throws(OSSError) -> UploadPolicy {
        let credentials = core.options.credentials
        guard let keyID = fields["ossaccesskeyid"], let signature = fields["signature"], let text = fields["policy"]
        else { throw .accessDenied }
        guard keyID == credentials.accessKeyID else { throw .unknownAccessKey(keyID) }
        guard let policy = core.withState({ $0.uploadPolicies[text] }), policy.signature(credentials) == signature
        else { throw .signatureDoesNotMatch(provided: signature, keyID: keyID, stringToSign: text) }
        return policy
    }
}
