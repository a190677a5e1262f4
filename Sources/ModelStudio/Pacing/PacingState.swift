/// When the next request may go out: evenly spaced, slower after throttling, faster again on success.
public struct PacingState: Sendable, Equatable {
    /// Permits a second when nothing holds back.
    public let ceiling: Double
    /// Permits a second now.
    public private(set) var rate: Double

    private var nextPermit = Duration.zero
    private var slowedAt: Duration?

    /// - Parameter permitsPerSecond: Above 0; less than one in 100 seconds counts as that.
    public init(permitsPerSecond: Double) {
        ceiling = permitsPerSecond.isFinite ? max(permitsPerSecond, 0.01) : 0.01
        rate = ceiling
    }

    /// Takes the next permit.
    ///
    /// - Parameter now: Time since any fixed moment.
    /// - Returns: How long to wait before using it; zero for the first.
    public mutating func reserve(at now: Duration) -> Duration {
        let permit = max(now, nextPermit)
        nextPermit = permit + .seconds(1 / rate)
        return permit - now
    }

    /// Halves the rate, down to one permit a second. Several throttled replies within a second are one signal: they
    /// answer requests that were sent at the same rate.
    public mutating func slowDown(at now: Duration) {
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
