import Failures

/// How long a service waits between two passes: its interval, and longer while it is refused.
struct WatchPause {
    /// What it comes to at most, unless the interval is longer.
    static let longest = Duration.seconds(300)

    let interval: Duration
    private var refusals = 0

    /// - Parameter interval: the pause after a pass that went well.
    init(interval: Duration) { self.interval = interval }

    /// - Parameter status: what the last pass came to.
    /// - Returns: the interval, doubled for each pass in a row that could reach nothing or was let in nowhere.
    mutating func next(after status: ExitStatus) -> Duration {
        switch status {
        case .unavailable, .credentials, .configuration: refusals = min(refusals + 1, 16)
        default: refusals = 0
        }
        return min(interval * (1 << refusals), max(interval, Self.longest))
    }
}
