/// Exponential backoff with full jitter.
public struct Backoff: Sendable, Equatable {
    /// Upper bound of the first wait.
    public var base: Duration
    /// Upper bound of every wait.
    public var cap: Duration

    /// The defaults suit a service that throttles by the second.
    public init(base: Duration = .milliseconds(500), cap: Duration = .seconds(20)) {
        self.base = base
        self.cap = cap
    }

    /// Upper bound of the wait after a failed attempt, doubling from one to the next.
    ///
    /// - Parameter attempt: Failed attempts before this one, from 0.
    public func bound(attempt: Int) -> Duration {
        min(cap, base * (1 << min(max(attempt, 0), 30)))
    }

    /// The wait itself.
    ///
    /// - Parameter random: Uniform in 0..<1.
    public func wait(attempt: Int, random: Double) -> Duration {
        bound(attempt: attempt) * min(max(random, 0), 1)
    }
}
