import ObjectStorage
import Pacing
import TestClocks
import Testing

@Suite("the throttle of an endpoint", .timeLimit(.minutes(1)))
struct RequestThrottleTests {
    @Test("never waits where nothing was refused")
    func unlimited() async throws {
        let clock = TestClock()
        let throttle = RequestThrottle(clock: clock.waitClock)
        for _ in 0..<1000 { try await throttle.admit() }
        #expect(clock.waits.isEmpty)
    }

    @Test("waits after a refusal, and for as long as the endpoint asks")
    func refused() async throws {
        let clock = TestClock()
        let throttle = RequestThrottle(clock: clock.waitClock)
        try await throttle.admit()
        await throttle.throttled()
        try await throttle.admit()
        #expect(clock.now == .seconds(2))
        await throttle.throttled(delay: .seconds(7))
        try await throttle.admit()
        #expect(clock.now >= .seconds(9))
    }

    @Test("an endpoint that bears ten requests a second soon gets nearly that, and is seldom refused")
    func convergence() async throws {
        let clock = TestClock()
        let throttle = RequestThrottle(clock: clock.waitClock)
        var accepted: [Duration] = []
        var refusals = 0
        while clock.now < .seconds(60) {
            try await throttle.admit()
            clock.advance(by: .milliseconds(10))
            if accepted.suffix(10).first.map({ clock.now - $0 < .seconds(1) }) == true, accepted.count >= 10 {
                refusals += 1
                await throttle.throttled()
            } else {
                accepted.append(clock.now)
                await throttle.succeeded()
            }
        }
        let later = accepted.filter { $0 > .seconds(20) }
        #expect(later.count > 40 * 6)
        #expect(refusals < accepted.count / 5)
    }

    @Test("a cancelled request does not go out")
    func cancelled() async throws {
        let throttle = RequestThrottle()
        await throttle.throttled(delay: .seconds(60))
        let waiting = Task { try await throttle.admit() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }
}
