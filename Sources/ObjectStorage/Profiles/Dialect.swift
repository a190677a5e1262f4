/// The language a bucket is spoken to in: signature, field names and reply fields.
public enum Dialect: Sendable, Equatable, CaseIterable {
    /// Amazon S3's API with SigV4 (`s3://`).
    case s3
    /// Alibaba OSS's own API with its V4 signature (`oss://`).
    case oss
}
