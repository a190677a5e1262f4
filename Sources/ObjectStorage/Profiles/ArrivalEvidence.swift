/// The best proof a provider gives that the bytes sent are the bytes stored.
public enum ArrivalEvidence: Sendable, Equatable {
    /// The body ends in its CRC-64/NVME (`x-amz-checksum-crc64nvme`), by which the server refuses a body that differs;
    /// Complete takes that of the whole object.
    case crc64nvmeTrailer
    /// The reply names the CRC-64/XZ of what is stored, in decimal, in this field.
    case crc64Field(String)
    /// The ETag in the reply is the MD5 of the body.
    case etagMD5
    /// `x-goog-hash` in the reply names the MD5 of a body that went in one piece, in base64 after `md5=`.
    case googleHash
    /// Nothing but the size, asked for afterwards.
    case size
}
