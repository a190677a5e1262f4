import Failures
import ObjectStorage

/// How a video goes up, decided by the source's first answer.
enum TransferRoute: Equatable {
    /// One upload, fed by the answer at hand, which is the whole.
    case single
    /// Parts, each by a range of its own; the answer at hand is the first.
    case parts(PartPlan)
    /// One stream, a part after the other through memory: the source takes no ranges, or does not say how long it is.
    case buffered

    /// - Parameters:
    ///   - whole: what the source said.
    ///   - partSize: bytes of a part, and of the range that was asked for.
    ///   - isWhole: whether the range that was asked for had no end.
    ///   - rules: the storage's for parts.
    init(_ whole: SourceWhole, partSize: Int64, isWhole: Bool, rules: PartRules) throws(Failure) {
        guard let length = whole.length else {
            self = .buffered
            return
        }
        if length <= partSize || whole.takesRanges && isWhole && length <= rules.largestPut {
            self = .single
            return
        }
        guard let plan = PartPlan(size: length, partSize: partSize, rules: rules) else {
            throw Failure(
                "source.too-large", "the video has \(length) bytes, more than the storage takes in one object",
                disposition: .giveUp)
        }
        self = whole.takesRanges ? .parts(plan) : .buffered
    }
}
