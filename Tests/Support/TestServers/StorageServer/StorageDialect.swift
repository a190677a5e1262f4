/// The protocol of a storage server, named as the scheme of storage URLs.
public enum StorageDialect: String, Sendable {
    /// S3 with SigV4.
    case s3
    /// Alibaba OSS's own, with V4 signatures.
    case oss
}
