import Pacing
import TestClocks
import Testing

/// One permit in so many seconds.
private struct Interval: Pace {
    let seconds: Int
    private var next = Duration.zero

    init(seconds: Int) { self.seconds = seconds }

    func wait(at now: Duration) -> Duration { max(.zero, next - now) }
    mutating func take(at now: Duration) { next = now + .seconds(seconds) }
    mutating func hold(until time: Duration) { next = time }
}

@Suite("the turnstile", .timeLimit(.minutes(1)))
struct TurnstileTests {
    @Test("gives permits in the order they are asked for, and leaves out who gave up")
    func order() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let time = TestClock()
        let clock = WaitClock(
            now: { time.now },
            sleep: { wait in
                for await _ in gate.stream { break }
                time.advance(by: wait)
            })
        let turnstile = Turnstile(Interval(seconds: 1), clock: clock)
        try await turnstile.permit()
        let served = Recorder<Int>()
        var waiting: [Task<Void, any Error>] = []
        for number in 0..<6 {
            waiting.append(
                Task {
                    try await turnstile.permit()
                    served.add(number)
                })
            // The first is the head, which no longer stands in the queue.
            while await turnstile.isIdle { await Task.yield() }
            while await turnstile.queueLength < number { await Task.yield() }
        }
        waiting[2].cancel()
        while await turnstile.queueLength > 4 { await Task.yield() }
        for count in 1...5 {
            gate.continuation.yield()
            while served.values.count < count { await Task.yield() }
        }
        #expect(served.values == [0, 1, 3, 4, 5])
        await #expect(throws: CancellationError.self) { try await waiting[2].value }
    }

    @Test("waits again where the pace became slower meanwhile")
    func slowed() async throws {
        let time = TestClock()
        let turnstile = Turnstile(Interval(seconds: 1), clock: time.waitClock)
        try await turnstile.permit()
        await turnstile.adjust { pace, now in pace.hold(until: now + .seconds(30)) }
        try await turnstile.permit()
        #expect(time.now == .seconds(30))
        #expect(await turnstile.currentPace.wait(at: time.now) == .seconds(1))
    }

    @Test("does not hold a cancelled task, and goes on without it")
    func cancelled() async throws {
        let turnstile = Turnstile(Interval(seconds: 100), clock: .continuous)
        try await turnstile.permit()
        let tasks = (0..<3).map { _ in Task { try await turnstile.permit() } }
        while await turnstile.queueLength < 2 { await Task.yield() }
        for task in tasks.reversed() {
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(await turnstile.queueLength == 0)
    }
}
