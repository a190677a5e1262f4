import FoundationEssentials
import WireFormats

/// Where a discovery stands.
struct DiscoveryReading {
    /// What was found so far.
    var findings = Discovery.Findings()
    /// New tasks of the pass under way that were in the list before it was first read.
    var addedBefore = 0
    /// What the list calls running.
    var running = ListedRunning()
    /// The most rows a page had so far.
    var largestPage = 0
    /// A name for this reading, by which the manifest knows what it told of.
    let round = RandomToken.make()
    /// When it began.
    let began: Date
    /// Tasks created before this time are not looked for.
    let start: Date
    /// The spans to be read.
    let windows: [ListWindow]

    private let started = ContinuousClock.now

    /// - Parameter window: how far back.
    init(began: Date, window: Duration) {
        self.began = began
        start = began - window.inSeconds
        windows = DiscoveryWindows.covering(start, to: began)
    }

    /// Whether the time was set anew since the reading began, by more than a minute.
    func isAtOdds(with now: Date) -> Bool {
        let expected = began + (ContinuousClock.now - started).inSeconds
        return abs(now.timeIntervalSince(expected)) > 60
    }
}
