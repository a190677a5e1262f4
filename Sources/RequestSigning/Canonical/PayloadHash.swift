import Digests

/// What a signature says about the body: its SHA-256, or a literal in its place. Also the value of
/// `x-amz-content-sha256` (Amazon S3 API Reference, "Authenticating Requests (AWS Signature Version 4)").
public enum PayloadHash: Sendable, Hashable {
    /// The lower-case hexadecimal SHA-256 of the body.
    case sha256Hex(String)
    /// The body is not signed; fit for https only.
    case unsigned
    /// aws-chunked, every chunk signed.
    case streaming
    /// aws-chunked, every chunk and the trailer signed.
    case streamingTrailer
    /// aws-chunked with a trailer, neither signed.
    case streamingUnsignedTrailer

    /// The hash of a body held in memory.
    public static func of(_ body: [UInt8]) -> PayloadHash { .sha256Hex(hex(SHA256.hash(body))) }

    /// The hash of no body.
    public static let empty = PayloadHash.of([])

    /// The text as it is signed and sent.
    public var literal: String {
        switch self {
        case .sha256Hex(let digest): digest
        case .unsigned: "UNSIGNED-PAYLOAD"
        case .streaming: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        case .streamingTrailer: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
        case .streamingUnsignedTrailer: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
        }
    }
}
