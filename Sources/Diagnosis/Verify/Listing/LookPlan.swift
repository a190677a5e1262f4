/// Decides how the next of the archived keys are looked at: by a page of the bucket's list, which may tell of a thousand
/// of them, or by a request for each; pure.
struct LookPlan: Equatable {
    enum Step: Equatable {
        /// So many keys one by one.
        case ask(Int)
        /// The page that follows the last one.
        case follow
        /// A page that begins at the next key.
        case jump
    }

    /// So few keys are as soon asked for one by one.
    static let few = 3
    /// From so many archived keys on a page, the next page is likely to hold the next ones.
    static let dense = 500
    private static let shortestPause = 64
    private static let longestPause = 8192

    /// Keys that were asked for one by one, the last time pages were of little use.
    private var pause = 0

    /// - Parameters:
    ///   - told: archived keys that the page before told of; `nil` before the first.
    ///   - remaining: keys to come, as far as they are known.
    ///   - follows: whether a page follows the last one.
    mutating func step(told: Int?, remaining: Int, follows: Bool) -> Step {
        if remaining <= Self.few { return .ask(remaining) }
        guard let told else { return .jump }
        if told < Self.few {
            pause = min(max(Self.shortestPause, pause * 2), Self.longestPause)
            return .ask(pause)
        }
        pause = 0
        return told >= Self.dense && follows ? .follow : .jump
    }
}
