/// A part the storage holds.
public struct UploadedPart: Sendable, Hashable {
    /// 1...10,000.
    public var number: Int
    /// As the storage gave it, quotation marks included: completing wants it back like that.
    public var etag: String
    /// Bytes.
    public var size: Int64
    /// CRC-64/XZ of its bytes; `nil` where only the storage knows the part and does not tell.
    public var crc64: UInt64?
    /// CRC-64/NVME of its bytes, where the bucket proves by it.
    public var crc64nvme: UInt64?

    /// Describes a part.
    public init(number: Int, etag: String, size: Int64, crc64: UInt64?, crc64nvme: UInt64? = nil) {
        self.number = number
        self.etag = etag
        self.size = size
        self.crc64 = crc64
        self.crc64nvme = crc64nvme
    }
}
