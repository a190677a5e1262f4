import Digests

extension CRC64 {
    /// CRC-64/XZ of bytes.
    static func value(of bytes: [UInt8]) -> UInt64 {
        var crc = CRC64(.xz)
        bytes.withUnsafeBytes { crc.update($0) }
        return crc.value
    }

    /// A short text that differs for another text.
    static func text(of text: String) -> String { String(value(of: Array(text.utf8))) }
}
