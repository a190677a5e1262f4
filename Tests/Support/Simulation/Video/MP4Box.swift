import FoundationEssentials

/// Writes the boxes of an MP4 file; numbers are big-endian (ISO/IEC 14496-12, 4.2).
enum MP4Box {
    static func box(_ type: String, _ content: Data) -> Data {
        uint32(UInt32(content.count + 8)) + Data(type.utf8) + content
    }

    static func fullBox(_ type: String, flags: UInt32 = 0, _ content: Data) -> Data {
        box(type, uint32(flags) + content)
    }

    static func uint16(_ values: UInt16...) -> Data { values.reduce(into: Data()) { append($1, to: &$0) } }

    static func uint32(_ values: UInt32...) -> Data { values.reduce(into: Data()) { append($1, to: &$0) } }

    static func uint64(_ value: UInt64) -> Data {
        var bytes = Data()
        append(value, to: &bytes)
        return bytes
    }

    /// The transformation that changes nothing.
    static var unityMatrix: Data { uint32(0x0001_0000, 0, 0, 0, 0x0001_0000, 0, 0, 0, 0x4000_0000) }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout Data) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
