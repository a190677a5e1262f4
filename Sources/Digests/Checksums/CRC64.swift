/// A running 64-bit cyclic redundancy check.
public struct CRC64: Sendable {
    /// The two 64-bit checks of object storage.
    public enum Variant: Sendable, CaseIterable {
        /// CRC-64/XZ: `x-oss-hash-crc64ecma` of Alibaba OSS (decimal), likewise of Tencent COS and Volcengine TOS.
        case xz
        /// CRC-64/NVME: `x-amz-checksum-crc64nvme` of Amazon S3 (base64 of the big-endian bytes).
        case nvme
    }

    /// The check over all bytes so far; 0 for none.
    public private(set) var value: UInt64 = 0
    private let variant: Variant

    /// Starts with no bytes.
    public init(_ variant: Variant) { self.variant = variant }

    /// Continues the check over these bytes. Nothing is copied or kept.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        value =
            switch variant {
            case .xz: Self.xz.extend(value, with: bytes)
            case .nvme: Self.nvme.extend(value, with: bytes)
            }
    }

    /// The check of two pieces one after the other.
    /// - Parameters:
    ///   - first: the check of the first piece.
    ///   - second: the check of the second piece.
    ///   - secondLength: the bytes of the second piece, 0 or more.
    public static func combine(
        _ first: UInt64, _ second: UInt64, secondLength: Int64, variant: Variant
    ) -> UInt64 {
        switch variant {
        case .xz: xz.tables.combine(first, second, secondLength: secondLength)
        case .nvme: nvme.tables.combine(first, second, secondLength: secondLength)
        }
    }

    private static let xz = FoldedCRC64(reversedPolynomial: 0xC96C_5795_D787_0F42)
    private static let nvme = FoldedCRC64(reversedPolynomial: 0x9A6C_9329_AC4B_C9B5)
}
