import FoundationEssentials

/// Where the bytes of a result come from.
public enum VideoBody: Sendable {
    /// These bytes.
    case bytes([UInt8])
    /// A file, read as it is sent.
    case file(String)
    /// A valid MP4 of exactly this many bytes, made as it is sent. Equal size and seed give equal bytes.
    case generated(bytes: Int64, seed: UInt64 = 1)

    /// All bytes, for comparisons in tests.
    public func allBytes() throws -> [UInt8] {
        let source = try source()
        return [UInt8](try source.read(at: 0, count: Int(source.size)))
    }

    func source() throws -> any ByteSource {
        switch self {
        case .bytes(let bytes): BytesInMemory(Data(bytes))
        case .file(let path): try FileBytes(path: path)
        case .generated(let bytes, let seed): try GeneratedMP4(size: bytes, seed: seed)
        }
    }
}
