/// Lower-case hexadecimal, two digits a byte.
public func hex(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
        for (position, byte) in bytes.enumerated() {
            buffer[2 * position] = hexDigit(byte >> 4)
            buffer[2 * position + 1] = hexDigit(byte & 0xF)
        }
        return bytes.count * 2
    }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
