import Failures
import Testing

@testable import KeepreelCLI

@Suite("How often a service tells its monitor")
struct PingPaceTests {
    @Test("once a minute while nothing changes, at once when something does, and not of a stop")
    func pace() {
        var pace = PingPace()
        let start = ContinuousClock.now
        let steps: [(Double, Failures.ExitStatus, Bool)] = [
            (0, .done, true), (15, .done, false), (59, .done, false), (60, .done, true), (75, .unavailable, true),
            (90, .unavailable, false), (91, .done, true), (92, .terminated, false), (93, .interrupted, false),
            (150, .done, false), (151, .done, true),
        ]
        for (seconds, status, isDue) in steps {
            #expect(pace.isDue(status, at: start + .seconds(seconds)) == isDue, "\(seconds) s")
        }
    }
}
