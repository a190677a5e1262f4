import Failures

/// How often a service tells its monitor that it is alive: not after each of its passes.
struct PingPace {
    private static let interval = Duration.seconds(60)

    private var last: (status: ExitStatus, at: ContinuousClock.Instant)?

    /// - Returns: whether a pass with this status is to be told of now; asking takes note that it is.
    mutating func isDue(_ status: ExitStatus, at now: ContinuousClock.Instant = .now) -> Bool {
        // A service is stopped on purpose.
        if status == .interrupted || status == .terminated { return false }
        if let last, last.status == status, last.at.duration(to: now) < Self.interval { return false }
        last = (status, now)
        return true
    }
}
