/// Width and height of a picture in pixels.
struct ImageSize: Sendable, Equatable {
    var width: Int
    var height: Int

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Reads the size from a file's first 32 bytes. JPEG states it further down, see ``JPEGSegments``.
    init?(_ format: ImageFormat, head: [UInt8]) {
        let size: (UInt64?, UInt64?)
        switch format {
        case .png: size = (head.bigEndian(at: 16, width: 4), head.bigEndian(at: 20, width: 4))
        case .gif: size = (head.littleEndian(at: 6, width: 2), head.littleEndian(at: 8, width: 2))
        case .bmp: size = Self.bitmap(head)
        case .webp: size = Self.webP(head)
        case .jpeg: return nil
        }
        guard let width = size.0, let height = size.1, width > 0, height > 0 else { return nil }
        self.init(width: Int(width), height: Int(height))
    }

    /// BITMAPINFOHEADER and its successors; a negative height means rows from the top down.
    private static func bitmap(_ head: [UInt8]) -> (UInt64?, UInt64?) {
        guard let headerSize = head.littleEndian(at: 14, width: 4), headerSize >= 40,
            let height = head.littleEndian(at: 22, width: 4)
        else { return (nil, nil) }
        let signed = Int32(truncatingIfNeeded: height)
        return (head.littleEndian(at: 18, width: 4), UInt64(signed.magnitude))
    }

    /// The three first chunks of WebP (RFC 9649, 2.5 to 2.7).
    private static func webP(_ head: [UInt8]) -> (UInt64?, UInt64?) {
        if head.holds("VP8X", at: 12) {
            return (
                head.littleEndian(at: 24, width: 3).map { $0 + 1 }, head.littleEndian(at: 27, width: 3).map { $0 + 1 }
            )
        }
        if head.holds("VP8L", at: 12), head.holds([0x2F], at: 20), let bits = head.littleEndian(at: 21, width: 4) {
            return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        }
        if head.holds("VP8 ", at: 12), head.holds([0x9D, 0x01, 0x2A], at: 23) {
            let sides = (head.littleEndian(at: 26, width: 2), head.littleEndian(at: 28, width: 2))
            return (sides.0.map { $0 & 0x3FFF }, sides.1.map { $0 & 0x3FFF })
        }
        return (nil, nil)
    }
}
