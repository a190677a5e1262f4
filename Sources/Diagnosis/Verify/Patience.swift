/// How often and after which waits a step is tried again.
public struct Patience: Sendable {
    /// Attempts after the first.
    public let retries: Int
    /// The wait before an attempt, by the number of failures so far, from 1.
    public let backoff: @Sendable (Int) -> Duration

    /// - Parameters: as the properties of the same name.
    public init(retries: Int, backoff: @escaping @Sendable (Int) -> Duration) {
        self.retries = retries
        self.backoff = backoff
    }
}
