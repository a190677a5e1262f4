/// How the body of an upload is covered by the request's signature.
public enum PayloadForm: Sendable, Equatable, CaseIterable {
    /// `UNSIGNED-PAYLOAD`, the raw bytes.
    case unsigned
    /// The hex SHA-256 of the raw bytes, which have to be known beforehand.
    case hashed
    /// `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`: every chunk carries its signature.
    case signedChunks
    /// `STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER`: signed chunks and a signed checksum at the end.
    case signedTrailer
    /// `STREAMING-UNSIGNED-PAYLOAD-TRAILER`: plain chunks and a checksum at the end.
    case unsignedTrailer

    /// The raw bytes, without aws-chunked framing.
    public var isRaw: Bool { self == .unsigned || self == .hashed }
}

/// Which forms a provider's servers take. Raw bodies go everywhere; of framed ones both answers may be unknown.
public struct PayloadRules: Sendable, Equatable {
    /// The form for uploads whose bytes are not known beforehand, unless the user wants signatures.
    public let automatic: PayloadForm
    /// Framed forms known to work.
    public let takes: Set<PayloadForm>
    /// Framed forms known to be refused.
    public let refuses: Set<PayloadForm>
    /// Whether `Content-Encoding: aws-chunked` of a framed body is taken off again. Where that is not known it is not
    /// sent: servers know the framing by `x-amz-content-sha256`, and some send the field to browsers with the object.
    public let stripsEncoding: Bool

    /// The framed forms.
    static let framed: Set<PayloadForm> = [.signedChunks, .signedTrailer, .unsignedTrailer]
    /// The forms that end in a checksum.
    static let trailers: Set<PayloadForm> = [.signedTrailer, .unsignedTrailer]

    init(
        _ automatic: PayloadForm = .unsigned, takes: Set<PayloadForm> = [], refuses: Set<PayloadForm> = [],
        stripsEncoding: Bool = false
    ) {
        self.automatic = automatic
        self.takes = takes
        self.refuses = refuses
        self.stripsEncoding = stripsEncoding
    }
}
