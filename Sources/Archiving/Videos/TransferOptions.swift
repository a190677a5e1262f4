public import HTTPTransport

/// How videos are transferred.
public struct TransferOptions: Sendable {
    /// Videos at once, 1 or more.
    public var concurrency: Int
    /// Bytes of the first range, 1 or more.
    public var partSize: Int64
    /// Repetitions of a failed attempt, 0 or more.
    public var retries: Int
    /// Addresses a source may have.
    public var sourcePolicy: AddressPolicy
    /// Wait before the repetition that follows so many failures.
    public var backoff: @Sendable (_ failures: Int) -> Duration
    /// Measures how long a postponed video waits for its next turn in a run that watches.
    public var clock: @Sendable () -> ContinuousClock.Instant = { .now }

    /// Defaults as in the settings; the wait between attempts is the caller's.
    public init(
        concurrency: Int = 8, partSize: Int64 = 16 << 20, retries: Int = 5, sourcePolicy: AddressPolicy = .publicOnly,
        backoff: @escaping @Sendable (_ failures: Int) -> Duration
    ) {
        self.concurrency = concurrency
        self.partSize = partSize
        self.retries = retries
        self.sourcePolicy = sourcePolicy
        self.backoff = backoff
    }
}
