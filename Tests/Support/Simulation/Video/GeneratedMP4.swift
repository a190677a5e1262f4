import FoundationEssentials
import SeededRandom

/// An MP4 of any size that needs no memory: `ftyp` and `moov`, then one `mdat` of a pattern.
///
/// Each 4 KiB page of the pattern starts with its own number, so pages that were swapped, lost or doubled change the
/// checksum.
struct GeneratedMP4: ByteSource {
    let size: Int64
    private let header: Data
    private let seed: UInt64
    private let block: Data

    private static let pageSize: Int64 = 4096
    private static let blockSize: Int64 = 65536

    init(size: Int64, seed: UInt64) throws {
        header = try MP4Header.bytes(fileSize: size)
        self.size = size
        self.seed = seed
        var generator = SeededGenerator(seed: seed)
        var block = Data(capacity: Int(Self.blockSize))
        while block.count < Int(Self.blockSize) {
            withUnsafeBytes(of: generator.next().littleEndian) { block.append(contentsOf: $0) }
        }
        self.block = block
    }

    func read(at offset: Int64, count: Int) -> Data {
        var bytes = Data(capacity: count)
        let headerSize = Int64(header.count)
        if offset < headerSize {
            bytes.append(header[Int(offset)..<min(header.count, Int(offset) + count)])
        }
        let left = count - bytes.count
        guard left > 0 else { return bytes }
        return bytes + pattern(from: max(0, offset - headerSize), count: left)
    }

    private func pattern(from position: Int64, count: Int) -> Data {
        var bytes = Data(capacity: count)
        while bytes.count < count {
            let start = Int((position + Int64(bytes.count)) % Self.blockSize)
            bytes.append(block[start..<min(block.count, start + count - bytes.count)])
        }
        bytes.withUnsafeMutableBytes { stampPages(of: $0, from: position) }
        return bytes
    }

    private func stampPages(of bytes: UnsafeMutableRawBufferPointer, from position: Int64) {
        let last = (position + Int64(bytes.count) - 1) / Self.pageSize
        for page in position / Self.pageSize...last {
            withUnsafeBytes(of: (UInt64(page) ^ seed).littleEndian) { stamp in
                let start = page * Self.pageSize - position
                for index in stamp.indices where bytes.indices.contains(Int(start) + index) {
                    bytes[Int(start) + index] = stamp[index]
                }
            }
        }
    }
}
