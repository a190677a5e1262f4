public import Pacing

/// Lets requests to one endpoint out at the speed it bears, in the order they come.
public typealias RequestThrottle = Turnstile<ThrottleState>

extension Turnstile where P == ThrottleState {
    /// A throttle that does not hold back before the first refusal.
    public init(clock: WaitClock = .continuous) { self.init(ThrottleState(), clock: clock) }

    /// Waits until a request may go out.
    ///
    /// - Throws: When the task is cancelled before.
    public func admit() async throws(CancellationError) { try await permit() }

    /// To be told of every reply that asks for fewer requests.
    ///
    /// - Parameter delay: The wait it asks for.
    public func throttled(delay: Duration? = nil) { adjust { $0.throttled(at: $1, delay: delay) } }

    /// To be told of every other reply.
    public func succeeded() { adjust { $0.succeeded(at: $1) } }
}
