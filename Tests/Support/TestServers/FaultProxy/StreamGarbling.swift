/// Changes the bytes of one way of a connection as its fault has it.
struct StreamGarbling {
    private let fault: ConnectionFault?
    /// Bytes that came so far.
    private var position: Int64 = 0
    /// Those kept to be repeated or swapped.
    private var kept: [UInt8] = []
    /// Bytes went on that are not those that came.
    private(set) var hasActed = false

    init(_ fault: ConnectionFault?) { self.fault = fault }

    /// What goes on in place of these bytes.
    mutating func pass(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var passed: [UInt8] = []
        switch fault {
        case .inverted(_, let place):
            passed = Array(bytes)
            let index = place - position
            if (0..<Int64(bytes.count)).contains(index) {
                passed[Int(index)] ^= 0xFF
                hasActed = true
            }
        case .repeated(_, let place, let count):
            let inside = part(of: bytes, place..<place + Int64(count))
            kept += bytes[inside]
            passed = Array(bytes[..<inside.upperBound])
            if kept.count == count, !inside.isEmpty {
                passed += kept
                hasActed = true
            }
            passed += bytes[inside.upperBound...]
        case .swapped(_, let place, let count):
            let inside = part(of: bytes, place..<place + 2 * Int64(count))
            kept += bytes[inside]
            passed = Array(bytes[..<inside.lowerBound])
            if kept.count == 2 * count, !inside.isEmpty {
                passed += kept[count...] + kept[..<count]
                hasActed = true
            }
            passed += bytes[inside.upperBound...]
        default: passed = Array(bytes)
        }
        position += Int64(bytes.count)
        return passed
    }

    /// What was kept and will never be complete.
    func rest() -> [UInt8] {
        guard case .swapped(_, _, let count) = fault, kept.count < 2 * count else { return [] }
        return kept
    }

    /// The indices of those bytes whose positions in the stream lie in a range.
    private func part(of bytes: ArraySlice<UInt8>, _ range: Range<Int64>) -> Range<Int> {
        let here = position..<position + Int64(bytes.count)
        let common = range.clamped(to: here)
        return bytes.startIndex + Int(common.lowerBound - position)..<bytes.startIndex
            + Int(common.upperBound - position)
    }
}
