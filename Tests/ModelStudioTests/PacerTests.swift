import ModelStudio
import Pacing
import TestClocks
import Testing

@Suite("the pacer", .timeLimit(.minutes(1)))
struct PacerTests {
    private static func mostInOneSecond(_ releases: [Duration]) -> Int {
        releases.indices.map { first in
            releases[first...].prefix { $0 - releases[first] <= .seconds(1) }.count
        }.max() ?? 0
    }

    /// SplitMix64, so that a failure can be repeated.
    private static func random(_ seed: Int) -> Double {
        var value = UInt64(truncatingIfNeeded: seed &+ 1) &* 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((value ^ (value >> 31)) >> 11) / Double(1 << 53)
    }

    @Test("gives no more than the rate and one in any second, however long sleeps take", arguments: 0..<40)
    func bound(seed: Int) async throws {
        let rate = [0.4, 1, 3.5, 4, 15, 19, 40.3][seed % 7]
        let clock = TestClock { sleep in
            let value = Self.random(seed * 100_003 + sleep)
            // Mostly a little late, at times a stall of seconds.
            return value < 0.03 ? .seconds(value * 200) : .seconds(value * 0.08)
        }
        let pacer = Pacer(permitsPerSecond: rate, clock: clock.waitClock)
        var releases: [Duration] = []
        for number in 0..<400 {
            try await pacer.permit()
            releases.append(clock.now)
            let value = Self.random(seed * 77 + number)
            if value < 0.05 { await pacer.slowDown() } else { await pacer.speedUp() }
            if value > 0.9 { clock.advance(by: .seconds((value - 0.9) * 20)) }
        }
        #expect(Self.mostInOneSecond(releases) <= Int(rate.rounded(.up)) + 1)
    }

    @Test("does not let out at once what was waiting while the process stood still")
    func stall() async throws {
        let clock = TestClock { $0 == 3 ? .seconds(30) : .zero }
        let pacer = Pacer(permitsPerSecond: 15, clock: clock.waitClock)
        let releases = Recorder<Duration>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await pacer.permit()
                    releases.add(clock.now)
                }
            }
            try await group.waitForAll()
        }
        #expect(releases.values.count == 100)
        #expect(clock.now > .seconds(36))
        #expect(clock.waits.allSatisfy { $0 <= .milliseconds(67) })
    }

    @Test("keeps its rate although every sleep takes a millisecond too long")
    func throughput() async throws {
        let clock = TestClock { _ in .milliseconds(1) }
        let pacer = Pacer(permitsPerSecond: 20, clock: clock.waitClock)
        for _ in 0..<201 { try await pacer.permit() }
        #expect(clock.now < .milliseconds(10_010))
    }

    @Test("tells its rate")
    func rate() async throws {
        let clock = TestClock()
        let pacer = Pacer(permitsPerSecond: 10, clock: clock.waitClock)
        for _ in 0..<3 { try await pacer.permit() }
        #expect(clock.waits == [.milliseconds(100), .milliseconds(100)])
        await pacer.slowDown(retryAfter: .seconds(9))
        #expect(await pacer.rate == 5)
        await pacer.speedUp()
        #expect(await pacer.rate == 5.2)
        try await pacer.permit()
        #expect(clock.waits.last == .seconds(9))
    }
}
