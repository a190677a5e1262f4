/// What is stored with an object's bytes.
public struct ObjectUpload: Sendable {
    /// Name of the metadata that marks one upload among all others.
    public static let tokenName = "upload-token"

    /// Key in the bucket, prefix included, not encoded.
    public var key: String
    /// Media type it is served with.
    public var contentType: String
    /// `Cache-Control` it is served with.
    public var cacheControl: String?
    /// `Content-Disposition` it is served with.
    public var contentDisposition: String?
    /// Base64 MD5 of the body; the server refuses a body that differs. Single uploads only.
    public var contentMD5: String?
    /// Canned ACL, e.g. `public-read`.
    public var acl: String?
    /// Storage class in the provider's own words.
    public var storageClass: String?
    /// Tags as `(name, value)`.
    public var tags: [(String, String)] = []
    /// `AES256`, `aws:kms`, for OSS `KMS`.
    public var serverSideEncryption: String?
    /// Key for KMS.
    public var kmsKeyID: String?
    /// User metadata as `(name, value)`; names without the dialect's prefix.
    public var metadata: [(String, String)] = []
    /// Whether an object under that key is replaced; if not, the upload fails as `storage.exists`.
    public var overwrites = true
    /// The ETag, without quotation marks, of the one object that may be replaced: where there is another one or none any
    /// more, the upload fails in the same way (``Failures/Failure/saysObjectDiffers``). `nil`: any may.
    public var replacedETag: String?

    /// An object with nothing but its type.
    public init(key: String, contentType: String) {
        self.key = key
        self.contentType = contentType
    }

    /// The token of this upload, as its metadata has it.
    public var token: String? { metadata.first { $0.0 == Self.tokenName }?.1 }
}
