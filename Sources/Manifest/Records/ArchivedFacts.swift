/// What is known of a video once it lies in the bucket.
public struct ArchivedFacts: Sendable, Equatable {
    /// Bytes.
    public var size: Int64
    /// CRC-64/XZ of the content.
    public var crc64: UInt64
    /// As the destination gave it, without quotation marks.
    public var etag: String?
    /// The media type it is stored with.
    public var contentType: String?
    /// Pixels.
    public var width: Int?
    /// Pixels.
    public var height: Int?
    /// Seconds.
    public var duration: Double?
    /// Whether the index stands before the media, so that players start at once.
    public var isFastStart: Bool?
    /// The permanent URL, without signature and expiry.
    public var url: String

    /// - Parameters: as the properties of the same name.
    public init(
        size: Int64, crc64: UInt64, etag: String? = nil, contentType: String? = nil, width: Int? = nil,
        height: Int? = nil, duration: Double? = nil, isFastStart: Bool? = nil, url: String
    ) {
        self.size = size
        self.crc64 = crc64
        self.etag = etag
        self.contentType = contentType
        self.width = width
        self.height = height
        self.duration = duration
        self.isFastStart = isFastStart
        self.url = url
    }
}
