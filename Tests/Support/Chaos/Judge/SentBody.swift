import TestServers

/// A body of a video, or of a part of one, as the storage got it.
public struct SentBody: Sendable, Equatable {
    /// The key it was for.
    public var key: String
    /// The number of the part; empty for a whole video.
    public var part: String
    /// How much of it came, in bytes.
    public var bytes: Int64
    /// Whether all of it came.
    public var isWhole: Bool

    /// Describes a body.
    public init(key: String, part: String = "", bytes: Int64, isWhole: Bool) {
        self.key = key
        self.part = part
        self.bytes = bytes
        self.isWhole = isWhole
    }

    /// The body of a request; `nil` if it was for something else.
    init?(_ request: ServerRequest) {
        guard ["PutObject", "UploadPart"].contains(request.action) else { return nil }
        let headers = request.headers
        // Framing in chunks is a little longer than what it frames.
        let length = (headers["x-amz-decoded-content-length"] ?? headers["content-length"]).flatMap { Int64($0) }
        self.init(
            key: request.key, part: request.part, bytes: min(request.bytesIn, length ?? request.bytesIn),
            isWhole: length.map { request.bytesIn >= $0 } ?? (request.status == 200))
    }
}
