import FoundationEssentials

/// The answer to a GET or HEAD of an object that may be read, faults included.
struct ObjectReply {
    var object: StoredObject
    var request: IncomingRequest
    var requestID: String
    var faults: [Fault]
    /// Makes the ETag of every answer another one where that is asked for.
    var serial: Int

    func reply() throws -> Reply {
        let isReplaced = faults.contains(.replacedObject)
        let object = isReplaced || faults.contains(.notVideo) ? object.replacedByGibberish() : object
        let digests = try object.digests()
        let etag = faults.contains(.changingETag) ? "\"\(serial)-\(digests.etag.dropFirst())" : digests.etag
        if !isReplaced, let expected = request.headers["if-match"], expected != etag, expected != "*" {
            return OSSError.preconditionFailed.reply(to: request, requestID: requestID)
        }
        if request.headers["if-none-match"] == etag {
            return Reply(status: 304, headers: [("ETag", etag)], body: .empty)
        }
        let size = object.source.size
        let field = faults.contains(.ignoredRange) ? nil : request.headers["range"]
        let range = ByteRange.effective(field, size: size)
        var reply = Reply(status: range == nil ? 200 : 206)
        reply.headers = headers(object: object, digests: digests, etag: etag)
        if let range {
            reply.headers.append(("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"))
        }
        var plan = BodyPlan(source: object.source, range: range ?? 0..<size)
        for fault in faults { Self.disturb(&plan, by: fault) }
        if request.method == "HEAD" { plan.count = 0 }
        reply.body = plan
        for case .delay(let pause) in faults { reply.delay = pause }
        return reply
    }

    private func headers(
        object: StoredObject, digests: ObjectDigests, etag: String
    ) -> [(name: String, value: String)] {
        let description = object.description
        var headers: [(name: String, value: String)] = [
            ("Content-Type", description.contentType), ("ETag", etag), ("Accept-Ranges", "bytes"),
            ("Last-Modified", StudioTime.httpDate(object.lastModified)),
            ("x-oss-object-type", description.isMultipart ? "Multipart" : "Normal"),
            ("x-oss-storage-class", "Standard"),
        ]
        if description.sendsChecksum {
            let crc = faults.contains(.wrongChecksum) ? ~digests.crc64 : digests.crc64
            headers.append(("x-oss-hash-crc64ecma", String(crc)))
        }
        if description.sendsContentMD5, let contentMD5 = digests.contentMD5 {
            headers.append(("Content-MD5", contentMD5))
        }
        return headers + description.extraHeaders
    }

    private static func disturb(_ plan: inout BodyPlan, by fault: Fault) {
        switch fault {
        case .flippedByte(let position): plan.flippedByte = position
        case .repeatedBytes(let position, let count):
            plan.source = ShuffledBytes.repeating(position..<position + count, of: plan.source)
        case .swappedBytes(let position, let count):
            plan.source = ShuffledBytes.swapping(position..<position + count, of: plan.source)
        case .missingLength: plan.declaredLength = nil
        case .contentLength(let difference):
            plan.declaredLength = max(0, plan.count + difference)
            plan.closesConnection = true
        case .cut(let bytes): plan.cut(after: bytes)
        case .stall(let bytes): plan.disturbance = .stall(after: bytes)
        case .trickle(let bytes, let pause): plan.disturbance = .trickle(bytes: max(1, bytes), every: pause)
        case .status, .redirect, .noReply, .htmlPage, .xmlError, .emptyBody, .notVideo, .wrongChecksum, .changingETag,
            .replacedObject, .ignoredRange, .delay:
            break
        }
    }
}
