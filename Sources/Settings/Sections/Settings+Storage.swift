extension Settings {
    /// The bucket, and how objects are written into it.
    public struct Storage: Sendable, Equatable {
        /// Dialect, bucket and prefix, from `s3://bucket/prefix` or `oss://bucket/prefix`.
        public var url: StorageLocation?
        /// The storage service itself, without the bucket (except with cname addressing).
        public var endpoint: WebAddress?
        /// The region that requests are signed for.
        public var region: String?
        /// Whose peculiarities are reckoned with.
        public var profile = StorageProfile.auto
        /// Where the bucket stands in a request's URL.
        public var addressing = Addressing.auto
        /// Whether request bodies are covered by the signature.
        public var payloadSigning = PayloadSigning.auto
        /// How object keys are formed, below the prefix.
        public var key = KeyTemplate.standard
        /// Canned ACL of each object.
        public var acl: String?
        /// Storage class of each object.
        public var storageClass: String?
        /// `Cache-Control` of each object.
        public var cacheControl: String?
        /// `Content-Disposition` of each object.
        public var contentDisposition: String?
        /// Object tags by name.
        public var tags: [String: String] = [:]
        /// User metadata by name in lower case, without the `x-amz-meta-` or `x-oss-meta-` prefix.
        public var metadata: [String: String] = [:]
        /// Server-side encryption, in the service's own words.
        public var serverSideEncryption: String?
        /// Key of the key management service; only together with KMS encryption.
        public var kmsKeyID: String?
        /// Whether an object that already has the key is replaced.
        public var overwrite = true
        /// Absolute path of a PEM file with further certificate authorities.
        public var caBundle: String?

        /// The defaults.
        public init() {}
    }
}
