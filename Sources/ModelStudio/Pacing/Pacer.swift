public import Pacing

/// Hands out permits at the pace the account's limits allow, in the order they are asked for.
public typealias Pacer = Turnstile<PacingState>

extension Turnstile where P == PacingState {
    /// - Parameter permitsPerSecond: Highest rate.
    public init(permitsPerSecond: Double, clock: WaitClock = .continuous) {
        self.init(PacingState(permitsPerSecond: permitsPerSecond), clock: clock)
    }

    /// Permits a second now.
    public var rate: Double { currentPace.rate }

    /// To be told of every throttled reply.
    ///
    /// - Parameter retryAfter: The wait the reply asks for.
    public func slowDown(retryAfter: Duration? = nil) { adjust { $0.slowDown(at: $1, retryAfter: retryAfter) } }

    /// To be told of every success.
    public func speedUp() { adjust { pace, _ in pace.speedUp() } }
}
