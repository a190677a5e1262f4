/// The language a bucket is spoken to in.
public enum Dialect: String, Sendable, CaseIterable {
    /// Amazon's, which most providers understand: Signature Version 4 and `x-amz-*` fields.
    case s3
    /// Alibaba OSS's own: Signature Version 4 of OSS and `x-oss-*` fields.
    case oss

    /// How the names of its own header fields begin.
    var fieldPrefix: String {
        switch self {
        case .s3: "x-amz-"
        case .oss: "x-oss-"
        }
    }

    /// How the names of user metadata begin.
    var metadataPrefix: String { fieldPrefix + "meta-" }
}
