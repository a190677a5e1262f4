public import FoundationEssentials

/// One pass through the archived videos of a bucket, in which each is read back once.
public struct DeepPass: Sendable, Equatable {
    /// When it was begun.
    public var beganAt: Date
    /// Whether an earlier process began it, and did not come to its end.
    public var isContinued: Bool
}
