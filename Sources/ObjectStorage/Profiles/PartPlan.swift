public import Failures

/// How a body is cut into the parts of a multipart upload: all of one size, the last one smaller.
public struct PartPlan: Sendable, Equatable {
    /// Bytes of the whole.
    public let size: Int64
    /// Bytes of every part but the last.
    public let partSize: Int64
    /// Number of parts, at least one.
    public let count: Int

    /// - Parameters:
    ///   - size: bytes of the whole, 0 or more.
    ///   - partSize: the wish, 1 or more: raised to the provider's minimum, lowered to its maximum, and grown in whole
    ///     MiB where there would be too many parts.
    /// - Throws: when the provider does not store so much.
    public init(size: Int64, partSize: Int64, rules: PartRules) throws(Failure) {
        let least = Self.quotient(size, rules.count)
        guard size <= rules.objectMaximum, least <= rules.maximum else {
            throw Failure(
                "storage.too-large",
                "the storage takes objects up to \(rules.objectMaximum) bytes, this one has \(size)",
                remedy: "use a storage that takes it", disposition: .giveUp)
        }
        self.size = size
        var length = max(partSize, rules.minimum)
        if length < least { length = Self.quotient(least, PartRules.mebibyte) * PartRules.mebibyte }
        self.partSize = min(length, rules.maximum)
        count = max(1, Int(Self.quotient(size, self.partSize)))
    }

    /// The bytes of a part.
    ///
    /// - Parameter number: 1...``count``.
    public func range(of number: Int) -> Range<Int64> {
        let start = Int64(number - 1) * partSize
        return start..<min(start + partSize, size)
    }

    /// Rounded up.
    private static func quotient(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        dividend / divisor + (dividend % divisor == 0 ? 0 : 1)
    }
}
