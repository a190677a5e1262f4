import HTTPTransport

@testable import ObjectStorage

/// Uploads what the source brings as one object; on wish with a verdict or a framing that must keep it from existing.
struct UploadHandler: RelayHandler {
    struct Refused: Error {}
    struct BrokenSource: Error {}

    var source: String
    var bucket: S3Bucket
    var object: ObjectUpload
    var refusesAtEnd = false
    /// How often the source is asked for more than it has, which gives the upload time to send all it may.
    var lingers = 0
    var reframe: @Sendable (any BodyFraming) -> any BodyFraming = { $0 }
    private var total: Int64 = -1

    init(source: String, bucket: S3Bucket, object: ObjectUpload) {
        self.source = source
        self.bucket = bucket
        self.object = object
    }

    mutating func openingRequest() -> HTTPRequest { HTTPRequest("GET", source) }

    mutating func sourceAnswered(_ head: HTTPResponseHead) throws -> UploadOpening {
        guard let length = head.contentLength else { throw BrokenSource() }
        total = length
        let (bucket, object, reframe) = (bucket, object, reframe)
        return {
            var upload = bucket.upload(object, length: length)
            upload.framing = upload.framing.map(reframe)
            return upload
        }
    }

    mutating func sourceContinued(_ head: HTTPResponseHead, at offset: Int64) throws { throw BrokenSource() }

    mutating func passed(_ bytes: UnsafeRawBufferPointer) {}

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
