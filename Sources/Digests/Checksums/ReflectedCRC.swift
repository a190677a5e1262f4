/// A cyclic redundancy check with reflected bits and all ones before and after: polynomial and lookup tables.
///
/// Sixteen tables let one step take sixteen bytes (Kounavis and Berry, "A systematic approach to building high
/// performance software-based CRC generators").
struct ReflectedCRC<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    private static var step: Int { 16 }

    /// The polynomial with reversed bits, its leading term left out.
    private let polynomial: Word
    /// Table `k` at `256 * k`: what a byte contributes once `k` further zero bytes have followed it.
    private let tables: [Word]
    /// Only of 64 bits, and only where the processor can.
    private let folding: CarrylessFolding?

    init(reversedPolynomial polynomial: Word) {
        self.polynomial = polynomial
        var tables = (0..<256).map { byte in
            (0..<8).reduce(Word(byte)) { remainder, _ in Self.timesX(remainder, polynomial) }
        }
        tables.reserveCapacity(Self.step * 256)
        for position in 256..<Self.step * 256 {
            let previous = tables[position - 256]
            tables.append(previous >> 8 ^ tables[Int(previous & 0xFF)])
        }
        self.tables = tables
        folding =
            Word.bitWidth != 64
            ? nil
            : CarrylessFolding { power in
                UInt64((0..<power).reduce(Self.one) { remainder, _ in Self.timesX(remainder, polynomial) })
            }
    }

    /// The checksum of a message whose first bytes have the checksum `value`, continued by `bytes`.
    func extend(_ value: Word, with bytes: UnsafeRawBufferPointer) -> Word {
        guard let folding, bytes.count >= CarrylessFolding.block else { return ~advance(~value, over: bytes) }
        let state = folding.fold(bytes, after: UInt64(~value)) { advance(0, over: $0) }
        let rest = bytes.dropFirst(bytes.count / CarrylessFolding.block * CarrylessFolding.block)
        return ~advance(state, over: UnsafeRawBufferPointer(rebasing: rest))
    }

    /// The register after these bytes, by the tables.
    private func advance(_ state: Word, over bytes: UnsafeRawBufferPointer) -> Word {
        guard let start = bytes.baseAddress else { return state }
        return tables.withUnsafeBufferPointer { tables in
            guard let tables = tables.baseAddress else { return state }
            var state = state
            var next = start
            let end = start + bytes.count
            while end - next >= Self.step {
                let low = UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) ^ UInt64(state)
                let high = UInt64(littleEndian: next.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                state = Self.lookUp(low, tables + 8 * 256) ^ Self.lookUp(high, tables)
                next += Self.step
            }
            while next < end {
                let byte = UInt8(truncatingIfNeeded: state) ^ next.load(as: UInt8.self)
                state = state >> 8 ^ tables[Int(byte)]
                next += 1
            }
            return state
        }
    }

    /// The checksum of two messages one after the other, from the checksum of each.
    ///
    /// Appending `secondLength` bytes multiplies the first remainder by x to the power of their bits (zlib's
    /// `crc32_combine`).
    func combine(_ first: Word, _ second: Word, secondLength: Int64) -> Word {
        precondition(secondLength >= 0, "a length is never negative")
        var shift = Self.one
        var power = Self.one >> 8
        var length = secondLength
        while length > 0 {
            if length & 1 == 1 { shift = product(shift, power) }
            power = product(power, power)
            length >>= 1
        }
        return product(first, shift) ^ second
    }

    /// The polynomial 1: bit order is reversed, the highest bit is the constant term.
    private static var one: Word { 1 << (Word.bitWidth - 1) }

    @inline(__always)
    private static func timesX(_ value: Word, _ polynomial: Word) -> Word {
        value & 1 == 0 ? value >> 1 : value >> 1 ^ polynomial
    }

    private func product(_ left: Word, _ right: Word) -> Word {
        var sum: Word = 0
        var shifted = right
        for bit in (0..<Word.bitWidth).reversed() {
            if left >> bit & 1 == 1 { sum ^= shifted }
            shifted = Self.timesX(shifted, polynomial)
        }
        return sum
    }

    /// The sum of what eight bytes contribute, the first of them by table 7.
    @inline(__always)
    private static func lookUp(_ word: UInt64, _ tables: UnsafePointer<Word>) -> Word {
        var sum = tables[7 * 256 + Int(word & 0xFF)]
        sum ^= tables[6 * 256 + Int(word >> 8 & 0xFF)]
        sum ^= tables[5 * 256 + Int(word >> 16 & 0xFF)]
        sum ^= tables[4 * 256 + Int(word >> 24 & 0xFF)]
        sum ^= tables[3 * 256 + Int(word >> 32 & 0xFF)]
        sum ^= tables[2 * 256 + Int(word >> 40 & 0xFF)]
        sum ^= tables[1 * 256 + Int(word >> 48 & 0xFF)]
        return sum ^ tables[Int(word >> 56)]
    }
}
