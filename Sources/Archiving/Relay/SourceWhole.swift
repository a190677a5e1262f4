import Failures
import HTTPTransport

/// What the source's first answer says about the whole file.
struct SourceWhole: Equatable {
    /// Bytes of the whole; `nil` where the source does not say.
    var length: Int64?
    /// Whether a stretch of it can be asked for by itself.
    var takesRanges: Bool
    /// To be named in `If-Match` when more is asked for; a strong one.
    var etag: String?
    /// CRC-64/XZ of the whole (`x-oss-hash-crc64ecma`), where the source names it.
    var crc64: UInt64?
    /// Base64 MD5 of the whole, where the source names it.
    var contentMD5: String?

    /// - Throws: ``Failure`` where the answer does not let the whole be fetched from its first byte.
    init(_ head: HTTPResponseHead) throws(Failure) {
        switch head.status {
        case 206:
            guard let range = ContentRange(head.headers["Content-Range"]), range.first == 0 else {
                throw Failure(
                    "source.bad-range", "the source answered a range that was not asked for",
                    disposition: .refuseContent)
            }
            length = range.total
            takesRanges = true
        case 200:
            length = head.contentLength
            takesRanges = false
        default:
            throw Failure(
                "source.bad-status", "the source answered HTTP \(head.status)", disposition: .refuseContent)
        }
        // A weak ETag matches nothing in If-Match (RFC 9110, 13.1.1).
        etag = head.headers["ETag"].flatMap { $0.hasPrefix("W/") ? nil : $0 }
        crc64 = head.headers["x-oss-hash-crc64ecma"].flatMap { UInt64($0) }
        // Passed on, anything that is no MD5 would make every bucket refuse the upload.
        contentMD5 = head.headers["Content-MD5"].flatMap { hexOfBase64($0)?.count == 32 ? $0 : nil }
    }

    /// What an earlier attempt learnt of the whole.
    init(length: Int64, etag: String?, crc64: UInt64?) {
        self.length = length
        takesRanges = true
        self.etag = etag
        self.crc64 = crc64
    }

    /// Whether only the MD5 of all bytes in their order can tell that they are right.
    var needsMD5: Bool { crc64 == nil && contentMD5 != nil }

    /// Compares what came with what was promised.
    ///
    /// - Parameter md5: lower-case hex, where it was computed.
    func check(crc64 came: UInt64, md5: String?) throws(Failure) {
        if let crc64, crc64 != came {
            throw Self.wrongChecksum("CRC-64", came: String(came), promised: String(crc64))
        }
        if let md5, let promised = contentMD5.flatMap(hexOfBase64), promised != md5 {
            throw Self.wrongChecksum("MD5", came: md5, promised: promised)
        }
    }

    private static func wrongChecksum(_ kind: String, came: String, promised: String) -> Failure {
        Failure(
            "source.wrong-checksum", "the bytes that came have \(kind) \(came), the source promises \(promised)",
            remedy: "nothing was stored", disposition: .refuseContent)
    }
}
