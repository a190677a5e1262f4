import HTTPTransport

@testable import ObjectStorage

/// Uploads what the source brings as one object; on wish with a verdict or a framing that must keep it from existing.
struct UploadHandler: RelayHandler {
    struct Refused: Error {}
    struct BrokenSource: Error {}

    var source: String
    var bucket: Bucket
    var object: ObjectUpload
    var refusesAtEnd = false
    /// How often the source is asked for more than it has, which gives the upload time to send all it may.
    var lingers = 0
    var reframe: @Sendable (any BodyFraming) -> any BodyFraming = { $0 }
    /// The part to be uploaded; `nil` uploads the whole object.
    var part: (number: Int, upload: MultipartUpload)?
    let digests: BodyDigests
    private var total: Int64 = -1

    init(source: String, bucket: Bucket, object: ObjectUpload) {
        self.source = source
        self.bucket = bucket
        self.object = object
        digests = bucket.digests()
    }

    mutating func openingRequest() -> HTTPRequest { HTTPRequest("GET", source) }

    mutating func sourceAnswered(_ head: HTTPResponseHead) throws -> UploadOpening {
        guard let length = head.contentLength else { throw BrokenSource() }
        total = length
        let (bucket, object, part, digests, reframe) = (bucket, object, part, digests, reframe)
        return {
            var upload =
                if let part {
                    try await bucket.part(part.number, of: part.upload, length: length, digests: digests)
                } else {
                    try await bucket.put(object, length: length, digests: digests)
                }
            upload.framing = upload.framing.map(reframe)
            return upload
        }
    }

    mutating func sourceContinued(_ head: HTTPResponseHead, at offset: Int64) throws { throw BrokenSource() }

    mutating func passed(_ bytes: UnsafeRawBufferPointer) { digests.update(bytes) }

    mutating func sourceEnded(received: Int64, interruption: SourceInterruption?) throws -> SourceStep {
        guard received == total else { throw BrokenSource() }
        if lingers > 0 {
            lingers -= 1
            return .goOn(HTTPRequest("GET", source, headers: ["Range": "bytes=\(total)-"]), after: .zero)
        }
        if refusesAtEnd { throw Refused() }
        return .complete
    }
}
