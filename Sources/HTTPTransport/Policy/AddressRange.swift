/// An address, or a range of them in CIDR notation (RFC 4632), as entries of `no_proxy` name them.
struct AddressRange {
    private let base: IPAddress
    private let bits: Int

    /// - Parameter text: `10.0.0.0/8`, `127.0.0.1`, `::1`, `[::1]`; anything else gives `nil`.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = IPAddress(text: parts[0].filter { $0 != "[" && $0 != "]" }) else { return nil }
        self.base = base
        let width = base.bytes.count * 8
        guard parts.count > 1 else {
            bits = width
            return
        }
        guard let bits = Int(parts[1]), (0...width).contains(bits) else { return nil }
        self.bits = bits
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        return (0..<bits).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return address.bytes[bit / 8] & mask == base.bytes[bit / 8] & mask
        }
    }
}
