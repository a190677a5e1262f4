/// The words in which the two services that share the key chain and the string to sign of Signature Version 4 differ.
struct SigningDialect: Sendable {
    /// The name that begins the string to sign.
    let algorithm: String
    /// What stands before the secret where the key chain begins.
    let seedPrefix: String
    /// The last part of the scope, and the last link of the key chain.
    let terminator: String

    /// AWS Signature Version 4 (Amazon S3 API Reference, "Authenticating Requests (AWS Signature Version 4)").
    static let aws = SigningDialect(
        algorithm: "AWS4-HMAC-SHA256", seedPrefix: "AWS4", terminator: "aws4_request")

    /// Alibaba OSS Signature Version 4 (Alibaba Cloud OSS, "Include a V4 signature in the header").
    static let oss = SigningDialect(
        algorithm: "OSS4-HMAC-SHA256", seedPrefix: "aliyun_v4", terminator: "aliyun_v4_request")
}
