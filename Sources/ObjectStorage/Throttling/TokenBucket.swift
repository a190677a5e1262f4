/// Permits that grow with time, of which a second's worth is kept, one at least. Times in seconds.
struct TokenBucket: Sendable, Equatable {
    /// Permits a second.
    private(set) var rate: Double
    private var tokens = 0.0
    private var filledAt: Double

    /// Empty.
    init(rate: Double, at now: Double) {
        self.rate = rate
        filledAt = now
    }

    private func filled(at now: Double) -> Double { min(max(rate, 1), tokens + max(0, now - filledAt) * rate) }

    /// How long until there is a whole permit; not positive if there is one.
    func wait(at now: Double) -> Double { (1 - filled(at: now)) / rate }

    mutating func take(at now: Double) {
        fill(at: now)
        tokens = max(0, tokens - 1)
    }

    mutating func setRate(_ rate: Double, at now: Double) {
        fill(at: now)
        self.rate = rate
        tokens = min(tokens, max(rate, 1))
    }

    private mutating func fill(at now: Double) {
        tokens = filled(at: now)
        filledAt = max(filledAt, now)
    }
}
