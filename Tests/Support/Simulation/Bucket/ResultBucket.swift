import FoundationEssentials

/// The result bucket: reads V1-signed URLs and nothing else.
struct ResultBucket: Sendable {
    let core: SimulatorCore

    /// The bucket and key a request means: the bucket stands in the host name, or it is the default one.
    func target(of request: IncomingRequest) -> (bucket: String, key: String) {
        let host = request.host.lowercased().prefix { $0 != ":" }
        let labels = host.split(separator: ".", maxSplits: 1)
        let isVirtualHost = host.hasSuffix(".aliyuncs.com") && labels.count == 2 && labels[1].hasPrefix("oss-")
        let bucket = isVirtualHost ? String(labels[0]) : core.options.bucket
        return (bucket, PercentDecoding.decode(request.path.dropFirst()))
    }

    func reply(to request: IncomingRequest, recordID: Int) throws -> Reply {
        let requestID = String(UUID().uuidString.replacing("-", with: "").prefix(24))
        var reply = try answer(request, recordID: recordID, requestID: requestID)
        reply.headers += [
            ("Server", "AliyunOSS"), ("x-oss-request-id", requestID), ("x-oss-server-time", "5"),
        ]
        return reply
    }

    private func answer(_ request: IncomingRequest, recordID: Int, requestID: String) throws -> Reply {
        let (bucket, key) = target(of: request)
        let faults = request.method == "GET" ? core.takeFaults(forObject: key) : []
        if let replacement = faults.lazy.compactMap({ Self.replacement(for: $0, request, requestID) }).first {
            return replacement
        }
        guard bucket == core.options.bucket else {
            return OSSError.noSuchBucket(bucket).reply(to: request, requestID: requestID)
        }
        let check = SignatureCheck(credentials: core.options.credentials, bucket: bucket, key: key, now: core.now)
        if let objection = check.objection(to: request) {
            return objection.reply(to: request, requestID: requestID)
        }
        guard let object = core.object(forKey: key) else {
            return OSSError.noSuchKey(key).reply(to: request, requestID: requestID)
        }
        return try ObjectReply(
            object: object, request: request, requestID: requestID, faults: faults, serial: recordID
        ).reply()
    }

    /// The answer of a fault that keeps the object back altogether.
    private static func replacement(for fault: Fault, _ request: IncomingRequest, _ requestID: String) -> Reply? {
        switch fault {
        case .status(let status): OSSError.simulated(status: status).reply(to: request, requestID: requestID)
        case .redirect(let url):
            .bytes(302, contentType: "text/html", Data(), headers: [("Location", url)])
        case .noReply: .noReply
        case .htmlPage: .bytes(200, contentType: "text/html; charset=utf-8", page)
        case .xmlError:
            Reply(
                status: 200, headers: [("Content-Type", "application/xml")],
                body: OSSError.simulated(status: 500).reply(to: request, requestID: requestID).body)
        case .emptyBody: .bytes(200, contentType: "video/mp4", Data())
        case .notVideo, .flippedByte, .wrongChecksum, .changingETag, .ignoredRange, .missingLength, .contentLength,
            .repeatedBytes, .swappedBytes, .replacedObject, .delay, .cut, .stall, .trickle:
            nil
        }
    }

    static let page = Data("<!DOCTYPE html>\n<html><body><h1>Please sign in</h1></body></html>\n".utf8)
}
