/// A running CRC-32C (Castagnoli; RFC 9260, appendix A): `x-amz-checksum-crc32c` of Amazon S3 and the `crc32c` of
/// Google's `x-goog-hash`, both base64 of the big-endian bytes.
public struct CRC32C: Sendable {
    /// The check over all bytes so far; 0 for none.
    public private(set) var value: UInt32 = 0

    /// Starts with no bytes.
    public init() {}

    /// Continues the check over these bytes. Nothing is copied or kept.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { value = Self.castagnoli.extend(value, with: bytes) }

    /// The check of two pieces one after the other.
    /// - Parameters:
    ///   - first: the check of the first piece.
    ///   - second: the check of the second piece.
    ///   - secondLength: the bytes of the second piece, 0 or more.
    public static func combine(_ first: UInt32, _ second: UInt32, secondLength: Int64) -> UInt32 {
        castagnoli.combine(first, second, secondLength: secondLength)
    }

    private static let castagnoli = ReflectedCRC<UInt32>(reversedPolynomial: 0x82F6_3B78)
}
