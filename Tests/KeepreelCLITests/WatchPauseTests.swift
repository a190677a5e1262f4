import Failures
import Testing

@testable import KeepreelCLI

@Suite("The pause of a service between passes")
struct WatchPauseTests {
    @Test(
        "it is the interval, doubled up to five minutes while nobody answers or lets keepreel in",
        arguments: [
            (.seconds(15), [.done, .unfinished, .lost], [15, 15, 15]),
            (.seconds(15), [.unavailable, .credentials, .configuration, .done], [30, 60, 120, 15]),
            (
                .seconds(15), [.unavailable, .unavailable, .unavailable, .unavailable, .unavailable],
                [30, 60, 120, 240, 300]
            ),
            (.seconds(900), [.done, .unavailable, .unavailable], [900, 900, 900]),
        ] as [(Duration, [Failures.ExitStatus], [Int])])
    func next(interval: Duration, statuses: [Failures.ExitStatus], seconds: [Int]) {
        var pause = WatchPause(interval: interval)
        #expect(statuses.map { pause.next(after: $0) } == seconds.map { Duration.seconds($0) })
    }

    @Test("a year of refusals comes to no other end")
    func many() {
        var pause = WatchPause(interval: .seconds(15))
        for _ in 0..<100_000 { _ = pause.next(after: .unavailable) }
        #expect(pause.next(after: .unavailable) == WatchPause.longest)
        #expect(pause.next(after: .done) == .seconds(15))
    }
}
