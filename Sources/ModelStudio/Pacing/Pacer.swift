/// Hands out permits at the pace the account's query limit allows.
public actor Pacer {
    private var state: PacingState
    private let clock: WaitClock

    /// - Parameter permitsPerSecond: Highest rate.
    public init(permitsPerSecond: Double, clock: WaitClock = .continuous) {
        state = PacingState(permitsPerSecond: permitsPerSecond)
        self.clock = clock
    }

    /// Permits a second now.
    public var rate: Double { state.rate }

    /// Waits until the caller's turn; turns are given in the order of the calls.
    ///
    /// - Throws: When the task is cancelled before its turn.
    public func permit() async throws(CancellationError) {
        let wait = state.reserve(at: clock.now())
        do {
            if wait > .zero { try await clock.sleep(wait) }
            try Task.checkCancellation()
        } catch {
            throw CancellationError()
        }
    }

    /// To be told of every throttled reply.
    public func slowDown() { state.slowDown(at: clock.now()) }

    /// To be told of every success.
    public func speedUp() { state.speedUp() }
}
