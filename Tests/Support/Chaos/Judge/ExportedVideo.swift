/// A line of `keepreel export`, as far as it is judged.
public struct ExportedVideo: Decodable, Sendable, Equatable {
    /// The task's id.
    public var taskId: String
    /// The video's state.
    public var state: String
    /// Its permanent link.
    public var url: String?
    /// Its key.
    public var key: String?
    /// Its length in bytes.
    public var size: Int64?
    /// Its CRC-64/XZ, decimal.
    public var crc64: String?
    /// Why it is where it is.
    public var error: String?
}
