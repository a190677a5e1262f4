import ModelStudio
import Testing

@Suite("the pace of requests")
struct PacingTests {
    /// Takes a permit at each of these times and gives the waits before it.
    private static func waits(_ state: inout PacingState, _ milliseconds: [Int]) -> [Duration] {
        milliseconds.map { millisecond in
            let now = Duration.milliseconds(millisecond)
            let wait = state.wait(at: now)
            state.take(at: now + wait)
            return wait
        }
    }

    @Test("gives the first permit at once and the others evenly spaced")
    func spacing() {
        var state = PacingState(permitsPerSecond: 4)
        #expect(Self.waits(&state, [0, 0, 0, 600]) == [0, 250, 500, 150].map { .milliseconds($0) })
    }

    @Test("catches up half an interval of what was missed, and no more")
    func catchingUp() {
        var state = PacingState(permitsPerSecond: 4)
        #expect(Self.waits(&state, [0, 9000, 9000, 9000]) == [0, 0, 125, 375].map { .milliseconds($0) })
    }

    @Test("is halved by throttling once a second, down to one permit a second, and recovers by success")
    func throttling() {
        var state = PacingState(permitsPerSecond: 16)
        let rates = [0.0, 0.5, 1, 2, 3, 4, 5].map { second in
            state.slowDown(at: .seconds(second))
            return state.rate
        }
        #expect(rates == [8, 8, 4, 2, 1, 1, 1])
        #expect(state.wait(at: .seconds(5)) == .seconds(1))
        for _ in 0..<25 { state.speedUp() }
        #expect(abs(state.rate - 9) < 0.000_1)
        for _ in 0..<100 { state.speedUp() }
        #expect(state.rate == 16)
    }

    @Test(
        "holds everything back for as long as a reply asks, up to a minute",
        arguments: [(0, 1), (7, 7), (60, 60), (3600, 60)])
    func held(asked: Int, seconds: Int) {
        var state = PacingState(permitsPerSecond: 2)
        state.slowDown(at: .zero, retryAfter: .seconds(asked))
        #expect(state.wait(at: .zero) == .seconds(seconds))
        // A second reply of the same moment does not shorten it.
        state.slowDown(at: .milliseconds(1), retryAfter: .zero)
        #expect(state.wait(at: .zero) == .seconds(seconds))
        #expect(state.rate == 1)
    }

    @Test("below one a second is not lowered further", arguments: [0.5, 0.01])
    func slow(rate: Double) {
        var state = PacingState(permitsPerSecond: rate)
        state.slowDown(at: .zero)
        #expect(state.rate == rate)
    }

    @Test("is never zero, negative or endless", arguments: [0, -3, .nan, .infinity])
    func nonsense(rate: Double) {
        var state = PacingState(permitsPerSecond: rate)
        state.take(at: .zero)
        #expect(state.wait(at: .zero) == .seconds(100))
    }

    @Test(
        "after failures slows exponentially up to the cap",
        arguments: [(0, 0.5), (1, 1.0), (2, 2.0), (5, 16.0), (6, 20.0), (1000, 20.0), (-1, 0.5)])
    func backoff(attempt: Int, seconds: Double) {
        let backoff = Backoff()
        #expect(backoff.bound(attempt: attempt) == .seconds(seconds))
        #expect(backoff.wait(attempt: attempt, random: 0) == .zero)
        #expect(backoff.wait(attempt: attempt, random: 0.5) == .seconds(seconds / 2))
        #expect(backoff.wait(attempt: attempt, random: 7) == .seconds(seconds))
    }
}
