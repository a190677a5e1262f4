/// What a storage server does beyond storing, as measured; what is missing here is not done, or not reliably.
public struct StorageFeatures: OptionSet, Sendable {
    /// Verifies signatures, so that a wrong secret is refused.
    public static let signatures = StorageFeatures(rawValue: 1 << 0)
    /// Answers a range with 206.
    public static let ranges = StorageFeatures(rawValue: 1 << 1)
    /// Can be told to create only, not to overwrite.
    public static let conditionalWrite = StorageFeatures(rawValue: 1 << 2)
    /// Lets anybody read an object whose ACL is `public-read`, or all of them if it was started so.
    public static let anonymousRead = StorageFeatures(rawValue: 1 << 3)
    /// Takes bodies in signed chunks, and checks the chunks' signatures.
    public static let signedChunks = StorageFeatures(rawValue: 1 << 4)
    /// Lists unfinished uploads, in pages as asked for.
    public static let pagedUploads = StorageFeatures(rawValue: 1 << 5)
    /// Refuses a body that does not fit its `Content-MD5`.
    public static let contentMD5 = StorageFeatures(rawValue: 1 << 6)
    /// Honours `If-Match` on reading.
    public static let ifMatch = StorageFeatures(rawValue: 1 << 7)
    /// Refuses, at Complete, parts that are too small.
    public static let partSizes = StorageFeatures(rawValue: 1 << 8)
    /// Takes every key that may be: also with empty, `.` and `..` segments, and segments above 255 bytes.
    public static let anyKey = StorageFeatures(rawValue: 1 << 9)

    /// One bit for each.
    public let rawValue: Int

    /// Makes a set of bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
}
