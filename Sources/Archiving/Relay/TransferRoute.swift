import Failures
import ObjectStorage

/// How a video goes up, decided by the source's first answer.
enum TransferRoute: Equatable {
    /// One upload, fed by the answer at hand, which is the whole.
    case single
    /// Parts, each by a range of its own; the answer at hand is the first.
    case parts(PartPlan)
    /// One stream, a part after the other through memory: the source takes no ranges, does not say how long it is, or
    /// may not answer again.
    case buffered

    /// - Parameters:
    ///   - whole: what the source said.
    ///   - partSize: bytes of a part, and of the range that was asked for.
    ///   - isWhole: whether the range that was asked for had no end.
    ///   - rules: the storage's for parts.
    /// - Throws: when no object of the storage can hold it.
    init(_ whole: SourceWhole, partSize: Int64, isWhole: Bool, rules: PartRules) throws(Failure) {
        guard let length = whole.length else {
            self = .buffered
            return
        }
        let plan = try PartPlan(size: length, partSize: partSize, rules: rules)
        if length <= partSize || whole.takesRanges && (plan.count == 1 || isWhole && length <= rules.singleMaximum) {
            self = .single
        } else {
            self = whole.takesRanges && !isWhole ? .parts(plan) : .buffered
        }
    }

    /// Bytes of a part that goes through memory: those of the settings up to 64 MiB, which is the bound on memory and
    /// makes 625 GiB of 10,000 parts.
    static func bufferedPart(partSize: Int64, rules: PartRules) -> Int64 {
        max(min(partSize, 64 << 20), rules.minimum)
    }
}
