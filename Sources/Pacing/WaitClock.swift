/// Where time comes from and how it is waited for; tests give their own.
public struct WaitClock: Sendable {
    /// Time since a fixed moment of the past; never runs backwards.
    public var now: @Sendable () -> Duration
    /// Waits, and throws when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void

    /// A clock of these two functions.
    public init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's monotonic clock, counted from this call.
    public static var continuous: WaitClock {
        let start = ContinuousClock.now
        return WaitClock(
            now: { start.duration(to: .now) }, sleep: { wait in try await Task.sleep(for: wait, clock: .continuous) })
    }
}
