import FoundationEssentials

/// Bytes that are read piece by piece at any position, so that no body is held in memory.
protocol ByteSource: Sendable {
    /// The number of bytes.
    var size: Int64 { get }

    /// The bytes from `offset` on, exactly `count` of them; the caller stays inside `size`.
    func read(at offset: Int64, count: Int) throws -> Data
}
