extension Dialect {
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
