import FoundationEssentials

/// Bytes of another source in another order: at each position stand those of the position that a rule names.
struct ShuffledBytes: ByteSource {
    let base: any ByteSource
    /// The places from which on the order is another than before, rising, each with how far away its bytes stand.
    let shifts: [(from: Int64, by: Int64)]

    var size: Int64 { base.size }

    func read(at offset: Int64, count: Int) throws -> Data {
        var bytes = Data(capacity: count)
        var position = offset
        let end = offset + Int64(count)
        while position < end {
            let shift = shifts.last { $0.from <= position }?.by ?? 0
            let next = min(end, shifts.first { $0.from > position }?.from ?? end)
            bytes += try base.read(at: position + shift, count: Int(next - position))
            position = next
        }
        return bytes
    }

    /// Some bytes twice, the rest behind them.
    static func repeating(_ range: Range<Int64>, of base: any ByteSource) -> ShuffledBytes {
        ShuffledBytes(base: base, shifts: [(range.upperBound, -Int64(range.count))])
    }

    /// Some bytes behind those that follow them, as many as they are.
    static func swapping(_ range: Range<Int64>, of base: any ByteSource) -> ShuffledBytes {
        let count = Int64(range.count)
        return ShuffledBytes(
            base: base,
            shifts: [(range.lowerBound, count), (range.upperBound, -count), (range.upperBound + count, 0)])
    }
}
