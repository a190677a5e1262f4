import CFolding

/// The way down from many bytes to sixteen with the same remainder, by the processor's carry-less multiplication: some ten
/// times as fast as tables.
struct CarrylessFolding: Sendable {
    /// Bytes of one step.
    static let block = 128

    /// Reflected remainders of x to the powers the steps multiply by.
    private let powers: [UInt64]

    /// - Parameter power: the reflected remainder of x to a power.
    /// - Returns: `nil` where the processor cannot do it.
    init?(power: (Int) -> UInt64) {
        guard keepreel_can_fold() else { return nil }
        let lane = 8 * 16
        powers = [8 * Self.block, lane].flatMap { [power($0 + 63), power($0 - 1)] }
    }

    /// Sixteen bytes that leave the remainder that the whole blocks at the beginning of `bytes` leave after `state`.
    ///
    /// - Parameters:
    ///   - bytes: at least one block.
    ///   - body: is given them, for the time of the call.
    func fold<Result>(
        _ bytes: UnsafeRawBufferPointer, after state: UInt64, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { folded in
            keepreel_fold(bytes.baseAddress, bytes.count / Self.block, state, powers, folded.baseAddress)
            return body(UnsafeRawBufferPointer(folded))
        }
    }
}
