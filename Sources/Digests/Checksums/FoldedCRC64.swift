import CCarryless

/// A 64-bit ``ReflectedCRC`` that takes long inputs by carry-less multiplication, where the processor has it: ten to
/// twenty times as fast as tables.
struct FoldedCRC64: Sendable {
    let tables: ReflectedCRC<UInt64>
    private let powers: Powers?

    /// What the message is multiplied with to move it on.
    private struct Powers: Sendable {
        /// Bytes that are taken at once.
        var step: Int
        var byStep: [UInt64]
        var by128: [UInt64]
    }

    /// What this processor has.
    static let widestStep = carryless_step()

    /// - Parameter step: 128 or 256, where the processor has it; 0 for tables alone.
    init(reversedPolynomial polynomial: UInt64, step: Int = widestStep) {
        let tables = ReflectedCRC<UInt64>(reversedPolynomial: polynomial)
        self.tables = tables
        // One less than the distance, as the product of two reversed polynomials lies a bit further on.
        func powers(_ bits: Int) -> [UInt64] { [tables.power(bits + 63), tables.power(bits - 1)] }
        self.powers = step > 0 ? Powers(step: step, byStep: powers(8 * step), by128: powers(128)) : nil
    }

    /// As ``ReflectedCRC/extend(_:with:)``.
    func extend(_ value: UInt64, with bytes: UnsafeRawBufferPointer) -> UInt64 {
        guard let powers, bytes.count >= 2 * powers.step, let start = bytes.baseAddress else {
            return tables.extend(value, with: bytes)
        }
        let count = bytes.count / powers.step * powers.step
        let remainder = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2) { folded -> UInt64 in
            guard let target = folded.baseAddress else { return value }
            carryless_fold(powers.step, start, count, ~value, powers.byStep, powers.by128, target)
            // The state is folded in, so it goes on from none: all ones, of which `extend` takes the complement.
            return tables.extend(.max, with: UnsafeRawBufferPointer(folded))
        }
        return tables.extend(remainder, with: UnsafeRawBufferPointer(rebasing: bytes[count...]))
    }
}
