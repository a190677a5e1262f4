/// One part of a multipart upload that the storage has confirmed, or of which all but its last bytes were sent.
public struct UploadedPartRecord: Sendable, Equatable {
    /// From 1.
    public var number: Int
    /// As the storage gave it, quotation marks included; of an unconfirmed part the MD5 of its bytes in hex, or nothing.
    public var etag: String
    /// Bytes.
    public var size: Int64
    /// CRC-64/XZ of its bytes.
    public var crc64: UInt64
    /// CRC-64/NVME of its bytes, where the storage is to check the whole by it.
    public var crc64nvme: UInt64?
    /// Whether the storage has said that it holds it.
    public var isConfirmed: Bool

    /// - Parameters: as the properties of the same name.
    public init(
        number: Int, etag: String, size: Int64, crc64: UInt64, crc64nvme: UInt64? = nil, isConfirmed: Bool = true
    ) {
        self.number = number
        self.etag = etag
        self.size = size
        self.crc64 = crc64
        self.crc64nvme = crc64nvme
        self.isConfirmed = isConfirmed
    }
}
