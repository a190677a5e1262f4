public import Pacing

/// When the next request may go out: evenly spaced, slower after throttling, faster again on success.
///
/// Judged by the moment a permit is used and not by the one it was planned for, so that what became due while the
/// process stood still does not go out at once. Half an interval may be caught up, because every wait takes a little
/// longer than it was to: in any second at most the ceiling, rounded up, and one more.
public struct PacingState: Pace, Equatable {
    /// The longest a service's word can hold back everything.
    private static let longestHold = Duration.seconds(60)

    /// Permits a second when nothing holds back.
    public let ceiling: Double
    /// Permits a second now.
    public private(set) var rate: Double

    private var nextPermit = Duration.zero
    private var heldUntil = Duration.zero
    private var slowedAt: Duration?

    /// - Parameter permitsPerSecond: Above 0; less than one in 100 seconds counts as that.
    public init(permitsPerSecond: Double) {
        ceiling = permitsPerSecond.isFinite ? max(permitsPerSecond, 0.01) : 0.01
        rate = ceiling
    }

    /// How long the next permit is still to be waited for.
    ///
    /// - Parameter now: Time since any fixed moment.
    public func wait(at now: Duration) -> Duration {
        max(.zero, max(nextPermit, heldUntil) - now)
    }

    /// Takes the permit that ``wait(at:)`` says is due.
    public mutating func take(at now: Duration) {
        nextPermit = max(nextPermit, now - .seconds(0.5 / ceiling)) + .seconds(1 / rate)
    }

    /// Halves the rate, down to one permit a second. Several throttled replies within a second are one signal: they
    /// answer requests that were sent at the same rate.
    ///
    /// - Parameter retryAfter: No permit comes before this wait is over, of which a minute counts.
    public mutating func slowDown(at now: Duration, retryAfter: Duration? = nil) {
        if let retryAfter { heldUntil = max(heldUntil, now + min(retryAfter, Self.longestHold)) }
        if let slowedAt, now - slowedAt < .seconds(1) { return }
        slowedAt = now
        rate = max(rate / 2, min(1, ceiling))
        nextPermit = max(nextPermit, now + .seconds(1 / rate))
    }

    /// Raises the rate by a fiftieth of the ceiling, up to the ceiling.
    public mutating func speedUp() {
        rate = min(ceiling, rate + ceiling / 50)
    }
}
