import ModelStudio
import Synchronization
import Testing

@Suite("the pace of requests")
struct PacingTests {
    @Test("gives the first permit at once and the others evenly spaced")
    func spacing() {
        var state = PacingState(permitsPerSecond: 4)
        let waits = [0, 0, 0, 600, 2000, 2000].map { state.reserve(at: .milliseconds($0)) }
        let expected = [0, 250, 500, 150, 0, 250].map { Duration.milliseconds($0) }
        #expect(waits == expected)
    }

    @Test("is halved by throttling once a second, down to one permit a second, and recovers by success")
    func throttling() {
        var state = PacingState(permitsPerSecond: 16)
        let rates = [0.0, 0.5, 1, 2, 3, 4, 5].map { second in
            state.slowDown(at: .seconds(second))
            return state.rate
        }
        #expect(rates == [8, 8, 4, 2, 1, 1, 1])
        #expect(state.reserve(at: .seconds(5)) == .seconds(1))
        for _ in 0..<25 { state.speedUp() }
        #expect(abs(state.rate - 9) < 0.000_1)
        for _ in 0..<100 { state.speedUp() }
        #expect(state.rate == 16)
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
        _ = state.reserve(at: .zero)
        #expect(state.reserve(at: .zero) == .seconds(100))
    }

    @Test("is kept by the pacer with its clock")
    func pacer() async throws {
        let waits = Mutex<[Duration]>([])
        let pacer = Pacer(
            permitsPerSecond: 10,
            clock: WaitClock(now: { .zero }, sleep: { wait in waits.withLock { $0.append(wait) } }))
        for _ in 0..<3 { try await pacer.permit() }
        await pacer.slowDown()
        #expect(await pacer.rate == 5)
        await pacer.speedUp()
        #expect(await pacer.rate == 5.2)
        #expect(waits.withLock { $0 } == [.milliseconds(100), .milliseconds(200)])
    }

    @Test("does not hold a cancelled task")
    func cancelled() async throws {
        let pacer = Pacer(permitsPerSecond: 0.01)
        try await pacer.permit()
        let waiting = Task { try await pacer.permit() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
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
