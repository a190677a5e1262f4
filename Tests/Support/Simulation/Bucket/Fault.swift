/// What goes wrong with a GET of a result object.
///
/// Several may be active at once where they do not exclude each other: `.ignoredRange` with `.cut(after:)`, say.
public enum Fault: Sendable, Equatable {
    /// This status with an XML error document instead of the object.
    case status(Int)
    /// 302 to this URL instead of the object.
    case redirect(to: String)
    /// The connection is closed without an answer.
    case noReply
    /// 200 with an HTML page, as a captive portal sends it.
    case htmlPage
    /// 200 with an XML error document.
    case xmlError
    /// 200 with `Content-Length: 0`.
    case emptyBody
    /// An object of the same size that is no video; checksums and ETag are its own.
    case notVideo
    /// The bit pattern of the byte at this position of the object is inverted; the checksum headers are the true ones.
    case flippedByte(at: Int64)
    /// These bytes of the object come twice, one copy behind the other; its last ones are missing for it.
    case repeatedBytes(at: Int64, count: Int64)
    /// These bytes of the object and as many behind them come in the wrong order.
    case swappedBytes(at: Int64, count: Int64)
    /// `x-oss-hash-crc64ecma` is wrong.
    case wrongChecksum
    /// Every answer has another ETag, as if the object was replaced all the time.
    case changingETag
    /// The answer is of another object of the same size, with its ETag, and `If-Match` is not looked at.
    case replacedObject
    /// `Range` is ignored: 200 with the whole object.
    case ignoredRange
    /// `Transfer-Encoding: chunked` instead of a `Content-Length`.
    case missingLength
    /// `Content-Length` is wrong by this many bytes; the connection is closed after the body.
    case contentLength(off: Int64)
    /// The answer comes after this pause.
    case delay(Duration)
    /// The connection is closed after this many bytes of the body.
    case cut(after: Int64)
    /// Nothing more comes after this many bytes of the body, until ``ModelStudioSimulator/releaseStalls()``.
    case stall(after: Int64)
    /// The body comes in pieces of this many bytes with a pause before each but the first.
    case trickle(bytes: Int, every: Duration)
}
