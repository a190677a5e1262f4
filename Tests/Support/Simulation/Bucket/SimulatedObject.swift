public import FoundationEssentials

/// One object of the result bucket and how the bucket tells of it.
public struct SimulatedObject: Sendable {
    /// Its bytes.
    public var body: VideoBody
    /// Its key; `nil`: the simulator chooses one of the usual form, `1d/82/20251209/a0f45588/<name>.mp4`.
    public var key: String?
    /// The `Content-Type` it is sent with.
    public var contentType = "video/mp4"
    /// Whether `Content-MD5` is sent.
    public var sendsContentMD5 = true
    /// Whether `x-oss-hash-crc64ecma` is sent.
    public var sendsChecksum = true
    /// Whether it was uploaded in parts: its ETag is no MD5 then and it has no `Content-MD5`.
    public var isMultipart = false
    /// Further response headers.
    public var extraHeaders: [(name: String, value: String)] = []
    /// `Last-Modified`; `nil`: when the task was added.
    public var lastModified: Date?

    /// Describes an object with these bytes.
    public init(_ body: VideoBody, key: String? = nil, contentType: String = "video/mp4") {
        self.body = body
        self.key = key
        self.contentType = contentType
    }
}
