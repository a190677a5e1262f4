public import HTTPTransport

/// What a bucket says of an object it holds.
public struct StoredObject: Sendable, Equatable {
    /// Bytes.
    public var size: Int64
    /// The token of the upload that stored it.
    public var uploadToken: String?
    /// CRC-64/XZ of the content, as the upload told it.
    public var crc64: UInt64?
    /// Without quotation marks.
    public var etag: String?
    /// The media type it is served with.
    public var contentType: String?

    /// Reads the answer to a HEAD; `nil` for any that does not describe an object.
    public init?(_ head: HTTPResponseHead) {
        guard head.status == 200, let size = head.contentLength else { return nil }
        self.size = size
        uploadToken = head.headers["x-amz-meta-upload-token"]
        crc64 = head.headers["x-amz-meta-crc64"].flatMap { UInt64($0) }
        etag = head.entityTag
        contentType = head.headers["Content-Type"]
    }
}
