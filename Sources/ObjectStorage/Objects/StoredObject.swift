public import HTTPTransport

/// What a bucket says of an object it holds.
public struct StoredObject: Sendable, Equatable {
    /// Bytes.
    public var size: Int64
    /// The token of the upload that stored it.
    public var uploadToken: String?
    /// CRC-64/XZ of the content, as the upload told it.
    public var crc64: UInt64?
    /// Checksums of the content as the storage computed them.
    public var checksums: ServerChecksums
    /// Without quotation marks.
    public var etag: String?
    /// The media type it is served with.
    public var contentType: String?
    /// User metadata by name, lower case and without the dialect's prefix.
    public var metadata: [String: String]

    /// Whether a KMS or customer key encrypts it, so that its ETag says nothing of its bytes.
    public var isEncryptedBeyondMD5: Bool

    /// Reads the answer to a HEAD in either dialect; `nil` for any that does not describe an object.
    public init?(_ head: HTTPResponseHead) {
        guard head.status == 200, let size = head.contentLength else { return nil }
        self.size = size
        metadata = Self.metadata(head.headers)
        uploadToken = metadata[ObjectUpload.tokenName]
        crc64 = metadata["crc64"].flatMap { UInt64($0) }
        checksums = ServerChecksums(head.headers)
        etag = head.entityTag
        contentType = head.headers["Content-Type"]
        isEncryptedBeyondMD5 = head.headers.tellEncryptionBeyondMD5
    }

    /// What an upload knows of the object it has just made.
    init(_ object: ObjectUpload, size: Int64, crc64: UInt64, _ reply: HTTPResponseHead) {
        self.size = size
        self.crc64 = crc64
        etag = reply.entityTag
        checksums = ServerChecksums(reply.headers)
        uploadToken = object.token
        contentType = object.contentType
        isEncryptedBeyondMD5 = reply.headers.tellEncryptionBeyondMD5
        metadata = Dictionary(object.metadata) { first, _ in first }
    }

    /// Whether its story says that keepreel stored it as this video of this task.
    public func tells(ofTask taskID: String, index: Int) -> Bool {
        uploadToken != nil && metadata["task-id"] == taskID && metadata["index"] == String(index)
    }

    private static func metadata(_ headers: HTTPHeaders) -> [String: String] {
        var metadata: [String: String] = [:]
        for field in headers.fields {
            let name = field.name.lowercased()
            for dialect in Dialect.allCases where name.hasPrefix(dialect.metadataPrefix) {
                metadata[String(name.dropFirst(dialect.metadataPrefix.count))] = field.value
            }
        }
        return metadata
    }
}

extension HTTPHeaders {
    /// Stored under a KMS or customer key, by the request or the bucket's default: then an ETag looks like an MD5 and is
    /// none.
    var tellEncryptionBeyondMD5: Bool {
        ["x-amz-server-side-encryption", "x-oss-server-side-encryption"].contains { name in
            self[name].map { $0 != "AES256" } ?? false
        } || self["x-amz-server-side-encryption-customer-algorithm"] != nil
    }
}
