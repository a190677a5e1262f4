/// An object as a bucket server holds it.
public struct ServedObject: Decodable, Sendable {
    /// Its key.
    public var key: String
    /// Its length in bytes.
    public var size: Int64
    /// Its ETag without quotes.
    public var etag: String
    /// Its CRC-64/XZ, decimal.
    public var crc64: String
    /// Whether it was put together from parts.
    public var isMultipart: Bool
    /// The header fields that are kept with it, names in lower case.
    public var headers: [String: String]
    /// Its metadata, names without prefix and in lower case.
    public var metadata: [String: String]
    /// Its tags.
    public var tags: [String: String]
    /// Its own ACL; `default` is the bucket's.
    public var acl: String
    /// Its storage class.
    public var storageClass: String
}
