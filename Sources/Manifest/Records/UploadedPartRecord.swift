/// One part of a multipart upload that the storage has confirmed.
public struct UploadedPartRecord: Sendable, Equatable {
    /// From 1.
    public var number: Int
    /// As the storage gave it, quotation marks included.
    public var etag: String
    /// Bytes.
    public var size: Int64
    /// CRC-64/XZ of its bytes.
    public var crc64: UInt64
    /// CRC-64/NVME of its bytes, where the storage is to check the whole by it.
    public var crc64nvme: UInt64?

    /// - Parameters: as the properties of the same name.
    public init(number: Int, etag: String, size: Int64, crc64: UInt64, crc64nvme: UInt64? = nil) {
        self.number = number
        self.etag = etag
        self.size = size
        self.crc64 = crc64
        self.crc64nvme = crc64nvme
    }
}
