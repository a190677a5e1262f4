/// A rule for when the next permit is due; times count from any fixed moment.
public protocol Pace: Sendable {
    /// How long the next permit is still to be waited for.
    func wait(at now: Duration) -> Duration
    /// Takes the permit that ``wait(at:)`` says is due.
    mutating func take(at now: Duration)
}
