/// What is stored with an object's bytes.
public struct ObjectUpload: Sendable {
    /// Key in the bucket, prefix included, not encoded.
    public var key: String
    /// Media type it is served with.
    public var contentType: String
    /// `Cache-Control` it is served with.
    public var cacheControl: String?
    /// `Content-Disposition` it is served with.
    public var contentDisposition: String?
    /// Base64 MD5 of the body; the server refuses a body that differs.
    public var contentMD5: String?
    /// Canned ACL, e.g. `public-read`.
    public var acl: String?
    /// Storage class in the provider's own words.
    public var storageClass: String?
    /// Tags as `(name, value)`.
    public var tags: [(String, String)] = []
    /// `AES256` or `aws:kms`.
    public var serverSideEncryption: String?
    /// Key for `aws:kms`.
    public var kmsKeyID: String?
    /// User metadata as `(name, value)`; names without the `x-amz-meta-` prefix.
    public var metadata: [(String, String)] = []

    /// An object with nothing but its type.
    public init(key: String, contentType: String) {
        self.key = key
        self.contentType = contentType
    }
}
