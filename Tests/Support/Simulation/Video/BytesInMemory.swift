import FoundationEssentials

/// Bytes in memory.
struct BytesInMemory: ByteSource {
    private let bytes: Data

    init(_ bytes: Data) { self.bytes = bytes }

    var size: Int64 { Int64(bytes.count) }

    func read(at offset: Int64, count: Int) -> Data {
        let start = bytes.startIndex + Int(offset)
        return bytes[start..<start + count]
    }
}
