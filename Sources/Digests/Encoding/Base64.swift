/// Base64 with padding (RFC 4648, section 4).
public func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        var bits: UInt32 = 0
        for (position, byte) in group.enumerated() { bits |= UInt32(byte) << (16 - 8 * UInt32(position)) }
        for position in 0..<4 {
            let isPadding = position > group.count
            text.append(isPadding ? UInt8(ascii: "=") : base64Digit(bits >> (18 - 6 * UInt32(position)) & 0x3F))
        }
    }
    return String(decoding: text, as: UTF8.self)
}

/// Base64 of a number's big-endian bytes: the form of a CRC in `x-amz-checksum-*`
/// (Amazon S3 User Guide, "Checking object integrity").
public func base64(bigEndian value: some FixedWidthInteger & UnsignedInteger) -> String {
    base64(withUnsafeBytes(of: value.bigEndian) { [UInt8]($0) })
}

private func base64Digit(_ value: UInt32) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: value)
    return switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
}
