/// The protocol a bucket speaks.
public enum StorageDialect: String, Sendable, CaseIterable {
    /// S3 with AWS Signature Version 4.
    case s3
    /// Alibaba Cloud OSS with its own Signature Version 4.
    case oss

    /// Smallest part but the last that a multipart upload takes, in bytes.
    public var smallestPart: ByteCount {
        switch self {
        case .s3: ByteCount(bytes: 5 << 20)
        case .oss: ByteCount(bytes: 100 << 10)
        }
    }

    /// Longest object key in UTF-8 bytes.
    public var longestKey: Int {
        switch self {
        case .s3: 1024
        case .oss: 1023
        }
    }
}
