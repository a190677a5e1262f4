/// What the bucket says of an archived object.
struct ObjectObservation: Sendable, Equatable {
    /// Bytes.
    var size: Int64
    /// CRC-64/XZ as the storage computed it.
    var serverCRC64: UInt64?
    /// CRC-64/XZ as the upload wrote it into the metadata.
    var metadataCRC64: UInt64?
    /// Without quotation marks.
    var etag: String?
}
