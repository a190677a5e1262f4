public import Pacing

/// How fast one endpoint may be asked: as fast as anybody likes until it first complains, then by a token bucket whose
/// rate follows botocore's adaptive mode (facts 4.5).
public struct ThrottleState: Pace, Equatable {
    /// Requests a second, however much was refused.
    private static let floor = 0.5
    /// The rate never exceeds so many times what was measured.
    private static let headroom = 2.0
    /// Seconds; refusals within this time answer requests that were sent at the same rate, and are one signal.
    private static let signalLength = 1.0
    /// Seconds; the longest a server's word can hold back everything.
    private static let longestHold = 60.0

    private var replies = RequestRate(start: 0)
    /// The last cut, and what it leaves; `nil` until the first refusal.
    private var limit: Limit?
    /// Seconds.
    private var heldUntil = 0.0

    private struct Limit: Equatable {
        var cubic: CubicRate
        var bucket: TokenBucket
    }

    /// Unlimited.
    public init() {}

    /// Requests a second; `nil`: no limit.
    public var rate: Double? { limit?.bucket.rate }

    /// How long the next request has to wait.
    public func wait(at now: Duration) -> Duration {
        let now = now / .seconds(1)
        let seconds = max(heldUntil - now, limit?.bucket.wait(at: now) ?? 0)
        // What rounding leaves of a wait that is over.
        return seconds > 1e-9 ? .seconds(seconds) : .zero
    }

    /// A request goes out.
    public mutating func take(at now: Duration) { limit?.bucket.take(at: now / .seconds(1)) }

    /// The endpoint did what it was asked.
    public mutating func succeeded(at now: Duration) {
        let now = now / .seconds(1)
        replies.record(at: now)
        guard let cubic = limit?.cubic else { return }
        let rate = min(cubic.rate(at: now), Self.headroom * replies.measured)
        limit?.bucket.setRate(max(rate, Self.floor), at: now)
    }

    /// The endpoint asked for fewer requests.
    ///
    /// - Parameter delay: the wait it asks for, of which a minute counts.
    public mutating func throttled(at now: Duration, delay: Duration? = nil) {
        let now = now / .seconds(1)
        replies.record(at: now)
        if let delay { heldUntil = max(heldUntil, now + min(delay / .seconds(1), Self.longestHold)) }
        if let limit, now - limit.cubic.cutAt < Self.signalLength { return }
        let cubic = CubicRate(cutFrom: min(rate ?? .infinity, replies.measured), at: now)
        var bucket = limit?.bucket ?? TokenBucket(rate: Self.floor, at: now)
        bucket.setRate(max(cubic.rate(at: now), Self.floor), at: now)
        limit = Limit(cubic: cubic, bucket: bucket)
    }
}
