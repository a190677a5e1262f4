public import FoundationEssentials

/// One file that was uploaded as an input of a task.
public struct UploadedFile: Sendable, Equatable {
    /// Up to how many bytes a file is kept; of larger ones only size and hash are.
    public static let keptBytes = 1 << 20
    /// How long an upload can be used, in seconds.
    static let lifetime: TimeInterval = 48 * 3600

    /// Its key; `oss://` and the key is its URL.
    public var key: String
    /// The model it can be used with.
    public var model: String
    /// The name of the file, as the form tells it.
    public var fileName: String
    /// The field `x-oss-content-type`, else what the part of the file says of itself.
    public var contentType: String?
    /// Its size in bytes.
    public var byteCount: Int64
    /// Its SHA-256, in lower-case hexadecimal.
    public var sha256: String
    /// Its bytes; `nil` above ``keptBytes``.
    public var bytes: [UInt8]?
    /// When it was uploaded, by the simulated clock.
    public var uploadedAt: Date
}
