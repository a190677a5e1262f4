import Digests
import Failures
import HTTPTransport
import Media
import ObjectStorage

/// One attempt to move one video: asks for the source, signs the upload once the length is known, watches the bytes,
/// and gives the verdict that releases the upload's end.
struct VideoRelay: RelayHandler {
    /// What one attempt needs to know.
    struct Plan: Sendable {
        var sourceURL: String
        /// Key, type and fields of the object; source-dependent ones are added when the source has answered.
        var object: ObjectUpload
        var content: ExpectedContent
        /// Bytes asked for by the first range.
        var partSize: Int64
        /// How often a source that breaks is asked for the rest.
        var resumes: Int
        var resumeDelay: @Sendable (_ attempt: Int) -> Duration
    }

    private let plan: Plan
    private let bucket: S3Bucket
    private let progress: RelayProgress

    private var check: ContentCheck
    private var crc = CRC64(.xz)
    private var md5: MD5Watch?
    private var computedMD5: String?
    private var resumesUsed = 0
    private var lastEnd: Int64 = 0
    private var taken: Int64 = 0

    /// What the source said about the whole, once it answered.
    private(set) var whole: SourceWhole?
    /// What the bytes said about themselves, once they passed.
    private(set) var properties: MediaProperties?

    init(_ plan: Plan, bucket: S3Bucket, progress: RelayProgress) {
        self.plan = plan
        self.bucket = bucket
        self.progress = progress
        check = ContentCheck(plan.content, contentType: plan.object.contentType)
    }

    /// CRC-64/XZ of the bytes that passed.
    var crc64: UInt64 { crc.value }

    /// Lower-case hex MD5 of the whole once its bytes passed: our own if it was computed, else the source's.
    var wholeMD5: String? { computedMD5 ?? whole?.contentMD5.flatMap(hexOfBase64) }

    // No Authorization, no Content-Type, no x-oss-* field, no HEAD: each would break the URL's V1 signature.
    mutating func openingRequest() -> HTTPRequest {
        HTTPRequest("GET", plan.sourceURL, headers: ["Range": "bytes=0-\(max(1, plan.partSize) - 1)"])
    }

    mutating func sourceAnswered(_ head: HTTPResponseHead) throws -> UploadOpening {
        let whole = try SourceWhole(head)
        self.whole = whole
        guard whole.length > 0 else { throw ContentDefect.empty }
        progress.expect(total: whole.length)
        var object = plan.object
        object.contentMD5 = whole.contentMD5
        if let crc64 = whole.crc64 { object.metadata.append(("crc64", String(crc64))) }
        if needsMD5(whole) { md5 = MD5Watch() }
        let upload = bucket.upload(object, length: whole.length)
        return { upload }
    }

    /// A promised MD5 is checked where there is no CRC-64, which costs less and checks the same. Where none is promised,
    /// the destination's ETag may be compared with it.
    private func needsMD5(_ whole: SourceWhole) -> Bool {
        whole.contentMD5 == nil ? bucket.isETagMD5 : whole.crc64 == nil
    }

    mutating func sourceContinued(_ head: HTTPResponseHead, at offset: Int64) throws {
        guard head.status == 206, let range = ContentRange(head.headers["Content-Range"]), range.first == offset,
            range.total == whole?.length
        else {
            throw Failure(
                "source.not-continued", "the source does not continue at byte \(offset)", disposition: .retry())
        }
    }

    mutating func passed(_ bytes: UnsafeRawBufferPointer) throws {
        taken += Int64(bytes.count)
        // More than was announced would push the held-back end of the upload out before the verdict.
        if let length = whole?.length, taken > length { throw ContentDefect.surplus(taken - length) }
        crc.update(bytes)
        md5?.update(bytes)
        try check.consume(bytes)
    }

    mutating func sourceEnded(received: Int64, interruption: SourceInterruption?) throws -> SourceStep {
        guard let whole else {
            throw Failure("source.no-answer", "the source did not answer", disposition: .retry())
        }
        // All bytes are what counts, however the connection ended after the last one.
        if received == whole.length { return try verdict(whole) }
        let request = HTTPRequest("GET", plan.sourceURL, headers: rest(from: received, etag: whole.etag))
        if interruption == nil, received > lastEnd {
            lastEnd = received
            return .goOn(request, after: .zero)
        }
        let reason = try SourceFailure.interruption(interruption, at: received, of: whole.length)
        guard resumesUsed < plan.resumes else { throw reason }
        resumesUsed += 1
        lastEnd = received
        return .goOn(request, after: plan.resumeDelay(resumesUsed))
    }

    private func rest(from offset: Int64, etag: String?) -> HTTPHeaders {
        var headers: HTTPHeaders = ["Range": "bytes=\(offset)-"]
        headers["If-Match"] = etag
        return headers
    }

    /// The whole is here: is it what was promised?
    private mutating func verdict(_ whole: SourceWhole) throws -> SourceStep {
        computedMD5 = md5?.finish()
        if let promised = whole.crc64, promised != crc.value {
            throw wrongChecksum("CRC-64", came: String(crc.value), promised: String(promised))
        }
        if let came = computedMD5, let promised = whole.contentMD5.flatMap(hexOfBase64), promised != came {
            throw wrongChecksum("MD5", came: came, promised: promised)
        }
        properties = try check.finish(totalLength: whole.length)
        return .complete
    }

    private func wrongChecksum(_ kind: String, came: String, promised: String) -> Failure {
        Failure(
            "source.wrong-checksum", "the bytes that came have \(kind) \(came), the source promises \(promised)",
            remedy: "nothing was stored; keepreel tries again until the deadline", disposition: .refuseContent)
    }
}
