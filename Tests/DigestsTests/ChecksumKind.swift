import Digests

/// The checks under one roof, so that one table serves all; values widened to 64 bits.
enum ChecksumKind: CaseIterable {
    case crc32c, xz, nvme

    func checksum(_ bytes: [UInt8]) -> UInt64 { checksum(bytes, cutAt: []) }

    /// Feeds the bytes in pieces that end at the given offsets, ascending.
    func checksum(_ bytes: [UInt8], cutAt cuts: [Int]) -> UInt64 {
        bytes.withUnsafeBytes { buffer in
            let pieces = zip([0] + cuts, cuts + [bytes.count]).map {
                UnsafeRawBufferPointer(rebasing: buffer[$0..<$1])
            }
            switch self {
            case .crc32c:
                var check = CRC32C()
                for piece in pieces { check.update(piece) }
                return UInt64(check.value)
            case .xz: return Self.run(CRC64(.xz), over: pieces)
            case .nvme: return Self.run(CRC64(.nvme), over: pieces)
            }
        }
    }

    func combine(_ first: UInt64, _ second: UInt64, secondLength: Int) -> UInt64 {
        let length = Int64(secondLength)
        return switch self {
        case .crc32c: UInt64(CRC32C.combine(UInt32(first), UInt32(second), secondLength: length))
        case .xz: CRC64.combine(first, second, secondLength: length, variant: .xz)
        case .nvme: CRC64.combine(first, second, secondLength: length, variant: .nvme)
        }
    }

    private static func run(_ check: CRC64, over pieces: [UnsafeRawBufferPointer]) -> UInt64 {
        var check = check
        for piece in pieces { check.update(piece) }
        return check.value
    }
}
