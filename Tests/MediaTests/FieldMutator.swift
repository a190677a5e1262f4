import SeededRandom

/// Damages a file where its structure is: sizes, names and nesting, rather than anywhere.
struct FieldMutator {
    private let names: [[UInt8]]
    private let codes: Set<UInt32>
    private let sizeOffset: Int
    private let isLittleEndian: Bool

    private static let sizes: [UInt32] = [
        0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 20, 40, 100, 0x7FFF_FFFF, 0x8000_0000, .max - 1, .max,
    ]

    /// - Parameters:
    ///   - names: Four-character codes of the format.
    ///   - sizeOffset: Where a size stands, counted from its code.
    init(names: [String], sizeOffset: Int, isLittleEndian: Bool = false) {
        self.names = names.map { Array($0.utf8) }
        codes = Set(names.map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } })
        self.sizeOffset = sizeOffset
        self.isLittleEndian = isLittleEndian
    }

    /// One to five damages of one file.
    func mutated(_ file: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var file = file
        for _ in 0..<Int.random(in: 1...5, using: &generator) {
            let start = Int.random(in: 0...file.count, using: &generator)
            damage(&file, at: nextName(in: file, from: start) ?? max(-sizeOffset, 0), &generator)
        }
        return file
    }

    private func damage(_ file: inout [UInt8], at field: Int, _ generator: inout SeededGenerator) {
        let name = names.randomElement(using: &generator) ?? []
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1: Self.write(size(&generator), at: field + sizeOffset, in: &file)
        case 2:
            // About where the file ends.
            let rest = file.count - field + Int.random(in: -17...17, using: &generator)
            Self.write(bytes(UInt32(clamping: rest)), at: field + sizeOffset, in: &file)
        case 3: Self.write(name, at: field, in: &file)
        case 4:
            let header = sizeOffset < 0 ? size(&generator) + name : name + size(&generator)
            file.insert(contentsOf: header, at: min(max(field + min(sizeOffset, 0), 0), file.count))
        case 5: file.removeLast(min(Int.random(in: 0...30, using: &generator), file.count))
        case 6:
            let start = Int.random(in: 0...file.count, using: &generator)
            file.removeSubrange(start..<min(start + Int.random(in: 0...20, using: &generator), file.count))
        default:
            let start = min(max(field + min(sizeOffset, 0), 0), file.count)
            let part = file[start..<min(start + Int.random(in: 8...90, using: &generator), file.count)]
            file.insert(contentsOf: Array(part), at: start)
        }
    }

    private func size(_ generator: inout SeededGenerator) -> [UInt8] {
        bytes(Self.sizes.randomElement(using: &generator) ?? 0)
    }

    private func bytes(_ size: UInt32) -> [UInt8] { isLittleEndian ? little(size) : number(size, 4) }

    private static func write(_ bytes: [UInt8], at offset: Int, in file: inout [UInt8]) {
        guard offset >= 0, offset + bytes.count <= file.count else { return }
        file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }

    private func nextName(in file: [UInt8], from start: Int) -> Int? {
        var code: UInt32 = 0
        var offset = start
        while offset < file.count {
            code = code << 8 | UInt32(file[offset])
            offset += 1
            if offset >= start + 4, codes.contains(code) { return offset - 4 }
        }
        return nil
    }
}
