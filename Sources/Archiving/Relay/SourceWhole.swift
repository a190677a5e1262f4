import Failures
import HTTPTransport

/// What the source's first answer says about the whole file.
struct SourceWhole: Equatable {
    /// Bytes of the whole.
    var length: Int64
    /// To be named in `If-Match` when the rest is asked for; a strong one.
    var etag: String?
    /// CRC-64/XZ of the whole (`x-oss-hash-crc64ecma`), where the source names it.
    var crc64: UInt64?
    /// Base64 MD5 of the whole, where the source names it.
    var contentMD5: String?

    /// Largest object of a single PUT: 5 GiB at every provider.
    static let largest: Int64 = 5 << 30

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
        case 200:
            // No ranges here: one stream from the first byte to the last.
            guard let contentLength = head.contentLength else {
                throw Failure(
                    "source.no-length", "the source does not say how long the video is",
                    remedy: "nothing can be stored whose length is unknown; the next run tries again",
                    disposition: .refuseContent)
            }
            length = contentLength
        default:
            throw Failure(
                "source.bad-status", "the source answered HTTP \(head.status)", disposition: .refuseContent)
        }
        guard length <= Self.largest else {
            throw Failure(
                "source.too-large", "the video has \(length) bytes, more than a bucket takes in one piece (5 GiB)",
                disposition: .giveUp)
        }
        // A weak ETag matches nothing in If-Match (RFC 9110, 13.1.1).
        etag = head.headers["ETag"].flatMap { $0.hasPrefix("W/") ? nil : $0 }
        crc64 = head.headers["x-oss-hash-crc64ecma"].flatMap { UInt64($0) }
        // Passed on, anything that is no MD5 would make every bucket refuse the upload.
        contentMD5 = head.headers["Content-MD5"].flatMap { hexOfBase64($0)?.count == 32 ? $0 : nil }
    }
}
