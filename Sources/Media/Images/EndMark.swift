/// Looks for the bytes that end a picture, wherever they stand.
struct EndMark: Sendable {
    /// The EOI marker of JPEG (ITU-T T.81, B.1.1.3); the coded picture itself cannot hold it.
    static let jpeg = EndMark([0xFF, 0xD9])
    /// The name and constant CRC of PNG's last chunk (ISO/IEC 15948, 11.2.5).
    static let png = EndMark([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])

    private let pattern: [UInt8]
    private var matched = 0

    /// The first byte of a pattern stands nowhere else in it, so a mismatch never goes back further than to the start.
    private init(_ pattern: [UInt8]) { self.pattern = pattern }

    var isFound: Bool { matched == pattern.count }

    mutating func consume(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if isFound { return }
            matched = byte == pattern[matched] ? matched + 1 : byte == pattern[0] ? 1 : 0
        }
    }
}
