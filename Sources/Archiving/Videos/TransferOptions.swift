public import HTTPTransport

/// How videos are transferred.
public struct TransferOptions: Sendable {
    /// Videos at once, 1 or more.
    public var concurrency: Int
    /// Bytes of the first range, 1 or more; a video above it goes up in parts.
    public var partSize: Int64
    /// Parts of one video that come from the source at once, 1 or more.
    public var partsPerVideo: Int
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
        concurrency: Int = 8, partSize: Int64 = 16 << 20, partsPerVideo: Int = 4, retries: Int = 5,
        sourcePolicy: AddressPolicy = .publicOnly, backoff: @escaping @Sendable (_ failures: Int) -> Duration
    ) {
        self.concurrency = concurrency
        self.partSize = partSize
        self.partsPerVideo = partsPerVideo
        self.retries = retries
        self.sourcePolicy = sourcePolicy
        self.backoff = backoff
    }

    /// Relays at once, of all videos together, as each has its share of the memory: one for every video or all the parts
    /// of one, and as many that only await the storage's answer.
    public var relays: Int { 2 * max(concurrency, partsPerVideo) }

    /// How a source that breaks is gone on with.
    var patience: SourceStretch.Patience { SourceStretch.Patience(resumes: retries, delay: backoff) }

    /// The wait before another try.
    ///
    /// - Parameters:
    ///   - named: what the other side asked for; zero says that something was learnt and there is nothing to wait for.
    ///   - failures: so many tries failed.
    func pause(_ named: Duration?, after failures: Int) -> Duration {
        named == .zero ? .zero : max(named ?? .zero, backoff(failures))
    }
}
