import Archiving
import Failures
import HTTPTransport
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Runs that are stopped", .timeLimit(.minutes(2)))
struct StoppingTests {
    /// Stops a run whose one transfer stands still.
    private static func stopStalled(
        _ change: (inout RunBench) -> Void = { _ in }, _ stop: @Sendable (ArchivalRun) async -> Void
    ) async throws -> (bench: RunBench, id: String, summary: RunSummary, events: EventLog) {
        var bench = try await RunBench()
        change(&bench)
        let id = try bench.addFinished(bytes: 2_000_000)
        try bench.studio.inject(.stall(after: 1_000_000), into: id)
        let events = EventLog()
        let run = try bench.makeRun(events)
        async let running = run.run()
        try await bench.studio.log.wait { _ in bench.studio.stalledBodies == 1 }
        await stop(run)
        let summary = await running
        return (bench, id, summary, events)
    }

    /// The video is untouched, and the next run archives it.
    private static func expectResumable(_ bench: RunBench, id: String, summary: RunSummary, events: EventLog)
        async throws
    {
        #expect(summary.status == .unfinished)
        #expect(summary.archived == 0)
        #expect(summary.lost == 0)
        #expect(summary.deferred == 1)
        #expect(events.outcomes.map(\.isCancelled) == [true])
        let video = try bench.video(id)
        #expect(video.state == .pending)
        #expect(video.sourceURL != nil)
        #expect(video.lastError?.code == "run.stopped")
        #expect(try await bench.object(id).status == 404)
        bench.studio.releaseStalls()
        #expect(try await bench.run().status == .done)
        #expect(try await bench.object(id).body == VideoBody.generated(bytes: 2_000_000).allBytes())
    }

    @Test("a stalled transfer ends within the grace and leaves its video to the next run")
    func grace() async throws {
        let grace = Duration.milliseconds(200)
        let clock = ContinuousClock()
        let (bench, id, summary, events) = try await Self.stopStalled { run in
            let time = await clock.measure { await run.stop(grace: grace) }
            #expect(time >= grace)
            #expect(time < grace + .seconds(2))
        }
        try await Self.expectResumable(bench, id: id, summary: summary, events: events)
    }

    @Test(
        "an abort ends it at once, and costs nothing even without retries and with the deadline long past",
        arguments: [(2, 0), (0, 0), (0, 1_000_000)] as [(Int, Double)])
    func abort(retries: Int, clockAhead: Double) async throws {
        let change: (inout RunBench) -> Void = { bench in
            bench.transfer.retries = retries
            bench.clockAhead = clockAhead
        }
        let (bench, id, summary, events) = try await Self.stopStalled(change) { await $0.abort() }
        try await Self.expectResumable(bench, id: id, summary: summary, events: events)
    }

    @Test("a stop does not hide why the video was not archived before, however often it comes")
    func earlierReason() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished(bytes: 2_000_000)
        try bench.studio.inject(.status(503), into: id, times: nil)
        #expect(try await bench.run().untried == 0)
        let reason = try #require(try bench.video(id).lastError)
        #expect(reason.code == "source.transient")
        bench.studio.clearFaults()
        for _ in 0..<2 {
            try bench.studio.inject(.stall(after: 1_000_000), into: id)
            let events = EventLog()
            let run = try bench.makeRun(events)
            async let running = run.run()
            try await bench.studio.log.wait { _ in bench.studio.stalledBodies == 1 }
            await run.abort()
            #expect(await running.untried == 1)
            let left = try #require(try bench.video(id).lastError)
            #expect(left.code == "run.stopped" && left.isCutOff)
            #expect(left.message == reason.description)
            bench.studio.releaseStalls()
        }
        #expect(try await bench.run().status == .done)
    }

    @Test("a stop that cuts short the question for a fresh URL leaves the reason it was asked for")
    func stalledRenewal() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished()
        try await bench.learn()
        try bench.studio.inject(.status(403), into: id, times: nil)
        bench.studio.inject(.stall(after: 10), into: .query)
        let events = EventLog()
        let run = try bench.makeRun(events)
        async let running = run.run()
        try await bench.studio.log.wait { _ in bench.studio.stalledBodies == 1 }
        await run.stop(grace: .zero)
        #expect(await running.deferred == 1)
        #expect(events.outcomes.map(\.isPostponed) == [true])
        let error = try #require(try bench.video(id).lastError)
        #expect(error.code == "source.refused")
        #expect(error.message.hasPrefix("the source refuses the URL: HTTP 403"), "\(error)")
        #expect(!error.message.contains("Model Studio"), "\(error)")
        bench.studio.releaseStalls()
    }

    @Test("a stop lets an upload end that is nearly done, and begins no other")
    func nearlyDone() async throws {
        var bench = try await RunBench()
        bench.transfer.concurrency = 1
        let first = try bench.addFinished(bytes: 400_000, expiresIn: 3600)
        let second = try bench.addFinished(expiresIn: 7200)
        try await bench.learn()
        try bench.studio.inject(.trickle(bytes: 100_000, every: .milliseconds(250)), into: first)
        let events = EventLog()
        let run = try bench.makeRun(events)
        async let running = run.run()
        try await bench.studio.log.wait { _ in events.progress.first.map { $0.received > 0 } ?? false }
        let stopping = Task { await run.stop(grace: .seconds(60)) }
        let summary = await running
        stopping.cancel()
        #expect(summary.status == .unfinished)
        #expect(summary.archived == 1)
        #expect(summary.deferred == 1)
        #expect(try bench.video(first).state == .archived)
        #expect(try bench.video(second).state == .pending)
        #expect(try bench.requests(second).isEmpty)
    }

    @Test("a run whose task is cancelled ends, and leaves its video to the next")
    func cancelledTask() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished(bytes: 2_000_000)
        try bench.studio.inject(.stall(after: 1_000_000), into: id)
        let events = EventLog()
        let run = try bench.makeRun(events)
        let running = Task { await run.run() }
        try await bench.studio.log.wait { _ in bench.studio.stalledBodies == 1 }
        running.cancel()
        try await Self.expectResumable(bench, id: id, summary: await running.value, events: events)
    }

    @Test("a stop ends a watch at once, however long its interval, and asks nothing more")
    func watch() async throws {
        var bench = try await RunBench()
        let running = SimulatedTask(schedule: .immediately(.running))
        try bench.studio.add(running)
        try bench.add([running.id])
        bench.options.watch = .seconds(3600)
        let run = try bench.makeRun()
        async let summary = run.run()
        try await bench.studio.log.wait { $0.contains { $0.isFinished } }
        await run.stop(grace: .zero)
        #expect(await summary.pending == 1)
        #expect(bench.studio.log.records.count == 1)
    }

    @Test("a stop does not wait for Model Studio, and a question it cut short is no problem")
    func stalledQuestion() async throws {
        let bench = try await RunBench()
        _ = try bench.addFinished()
        bench.studio.inject(.stall(after: 10), into: .query)
        let events = EventLog()
        let run = try bench.makeRun(events)
        async let summary = run.run()
        try await bench.studio.log.wait { _ in bench.studio.stalledBodies == 1 }
        await run.stop(grace: .zero)
        #expect(await summary.status == .unfinished)
        #expect(events.problems.isEmpty)
        bench.studio.releaseStalls()
        #expect(try await bench.run().archived == 1)
    }

    @Test("a run stopped before it began begins nothing")
    func early() async throws {
        let bench = try await RunBench()
        _ = try bench.addFinished()
        try await bench.learn()
        let run = try bench.makeRun()
        await run.abort()
        let summary = await run.run()
        #expect(summary.status == .unfinished)
        #expect(summary.deferred == 1)
        #expect(bench.downloads == 0)
    }
}
