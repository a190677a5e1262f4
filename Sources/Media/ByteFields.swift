// Reads of fixed-width integers and names within a few gathered bytes; `nil` where they reach past the end.
extension [UInt8] {
    /// Unsigned integer of `width` bytes, 1...8, most significant first.
    func bigEndian(at offset: Int, width: Int) -> UInt64? {
        guard offset >= 0, offset + width <= count else { return nil }
        return self[offset..<offset + width].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Unsigned integer of `width` bytes, 1...8, least significant first.
    func littleEndian(at offset: Int, width: Int) -> UInt64? {
        guard offset >= 0, offset + width <= count else { return nil }
        return self[offset..<offset + width].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Whether these bytes stand at the offset.
    func holds(_ pattern: StaticString, at offset: Int = 0) -> Bool {
        pattern.withUTF8Buffer { holds($0, at: offset) }
    }

    /// Whether these bytes stand at the offset.
    func holds(_ pattern: some Collection<UInt8>, at offset: Int = 0) -> Bool {
        offset + pattern.count <= count && self[offset..<offset + pattern.count].elementsEqual(pattern)
    }
}
