import ObjectStorage
import Pacing
import Testing

@Suite("the speed an endpoint is asked at")
struct ThrottleStateTests {
    /// A state after `rate` successes a second for some seconds from zero on.
    private static func steady(rate: Int, seconds: Int) -> ThrottleState {
        var state = ThrottleState()
        for reply in 0..<(rate * seconds) { state.succeeded(at: .seconds(1) * reply / rate) }
        return state
    }

    private static func near(_ value: Double?, _ expected: Double) -> Bool {
        value.map { abs($0 - expected) < 0.01 * expected } ?? false
    }

    @Test("is not limited before the first refusal, whatever succeeds")
    func unlimited() {
        var state = Self.steady(rate: 50, seconds: 3)
        #expect(state.rate == nil)
        for _ in 0..<100 {
            #expect(state.wait(at: .seconds(3)) == .zero)
            state.take(at: .seconds(3))
        }
    }

    @Test("is cut to 0.7 of what was measured", arguments: [4, 10, 50, 400])
    func firstCut(rate: Int) {
        var state = Self.steady(rate: rate, seconds: 20)
        state.throttled(at: .seconds(20))
        #expect(Self.near(state.rate, 0.7 * Double(rate)))
        #expect(Self.near(state.wait(at: .seconds(20)) / .seconds(1), 1 / (0.7 * Double(rate))))
    }

    @Test("is never below one request in two seconds", arguments: [0, 1, 5, 300])
    func floor(refusals: Int) {
        var state = ThrottleState()
        state.throttled(at: .zero)
        for refusal in 0..<refusals { state.throttled(at: .seconds(2 * refusal)) }
        #expect(state.rate == 0.5)
        #expect(state.wait(at: .seconds(2 * refusals)) <= .seconds(2))
    }

    @Test("refusals of one second are one signal")
    func oneSignal() {
        var state = Self.steady(rate: 100, seconds: 10)
        for refusal in 0..<32 { state.throttled(at: .seconds(10) + .milliseconds(refusal * 30)) }
        #expect(Self.near(state.rate, 70))
        state.throttled(at: .seconds(11))
        #expect(state.rate ?? 100 < 70)
    }

    @Test("grows along the cubic curve: back at the old rate after its plateau, then faster and faster")
    func growth() {
        // The plateau of 100 a second is reached after cbrt(100 * 0.3 / 0.4) seconds, about 4.217.
        let rates = [1.0, 4.217, 6.217, 8.217].map { elapsed in
            var state = Self.steady(rate: 100, seconds: 10)
            state.throttled(at: .seconds(10))
            for reply in 1...Int(elapsed * 100) { state.succeeded(at: .seconds(10) + .milliseconds(reply * 10)) }
            state.succeeded(at: .seconds(10 + elapsed))
            return state.rate ?? 0
        }
        let expected = [100 - 0.4 * 33.29, 100, 103.2, 125.6]
        for (rate, expected) in zip(rates, expected) { #expect(Self.near(rate, expected)) }
    }

    @Test("does not exceed twice what is measured")
    func headroom() {
        var state = Self.steady(rate: 10, seconds: 20)
        state.throttled(at: .seconds(20))
        for reply in 0..<600 { state.succeeded(at: .seconds(20) + .milliseconds(reply * 100)) }
        #expect(Self.near(state.rate, 20))
    }

    @Test("a second's worth of unused requests is kept, and no more")
    func burst() {
        var state = Self.steady(rate: 10, seconds: 20)
        state.throttled(at: .seconds(20))
        var immediate = 0
        while state.wait(at: .seconds(80)) == .zero {
            state.take(at: .seconds(80))
            immediate += 1
        }
        #expect(immediate == 7)
    }

    @Test(
        "holds everything back for as long as a reply asks, up to a minute",
        arguments: [(0, 2), (1, 2), (7, 7), (60, 60), (3600, 60)])
    func held(asked: Int, seconds: Int) {
        var state = ThrottleState()
        state.throttled(at: .zero, delay: .seconds(asked))
        #expect(state.wait(at: .zero) == .seconds(seconds))
        state.throttled(at: .milliseconds(1), delay: .zero)
        #expect(state.wait(at: .zero) == .seconds(seconds))
    }

    @Test("a clock that stands still or runs back does no harm")
    func clock() {
        var state = ThrottleState()
        for second in [5, 5, 3, 5, 0] {
            state.throttled(at: .seconds(second))
            state.succeeded(at: .seconds(second))
            #expect(state.rate ?? 0 >= 0.5)
            #expect(state.wait(at: .seconds(second)) <= .seconds(20))
            state.take(at: .seconds(second))
        }
    }
}
