import Archiving
import Failures
import HTTPTransport
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Runs that keep watching", .timeLimit(.minutes(2)))
struct WatchTests {
    private static func bench() async throws -> RunBench {
        var bench = try await RunBench()
        bench.options.watch = .milliseconds(5)
        return bench
    }

    /// A task that succeeds after so many queries.
    private static func add(_ bench: RunBench, queries: Int) throws -> String {
        let task = SimulatedTask(
            schedule: .after(queries: queries), results: [.object(SimulatedObject(.generated(bytes: 100_000)))])
        try bench.studio.add(task)
        try bench.add([task.id])
        return task.id
    }

    @Test("tasks that finish later are archived, and then the run ends")
    func later() async throws {
        let bench = try await Self.bench()
        let ids = try (0...3).map { try Self.add(bench, queries: $0) }
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.archived == 4)
        #expect(summary.pending == 0)
        #expect(summary.queried == 1 + 2 + 3 + 4)
        for id in ids { #expect(try await bench.object(id).status == 200) }
    }

    @Test("with nothing to wait for it ends after one round")
    func nothing() async throws {
        var bench = try await Self.bench()
        bench.options.watch = .seconds(3600)
        #expect(try await bench.run().status == .done)
        #expect(bench.studio.log.records.isEmpty)
    }

    @Test("what failed in one round is tried again in the next")
    func secondChance() async throws {
        let bench = try await Self.bench()
        let id = try bench.addFinished()
        try bench.studio.inject(.status(503), into: id, times: 3)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.archived == 1)
        #expect(events.outcomes.first?.isPostponed == true)
        #expect(try bench.video(id).state == .archived)
        #expect(try bench.requests(id).count == 4)
    }

    @Test("wrong content is left to the next run: it is not fetched in round after round, and nothing waits for it")
    func refusedContent() async throws {
        let bench = try await Self.bench()
        let bad = try bench.addFinished()
        try bench.studio.inject(.htmlPage, into: bad, times: nil)
        _ = try Self.add(bench, queries: 5)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .unfinished)
        #expect(summary.archived == 1)
        #expect(summary.deferred == 1)
        #expect(try bench.requests(bad).count == 2)
        #expect(events.outcomes.count { $0.isPostponed } == 1)
    }

    @Test("a run that in the end archived everything says so, whatever failed on the way")
    func recovered() async throws {
        var bench = try await Self.bench()
        bench.studioRetries = 0
        bench.options.discovery = Discovery.Scope(models: [], window: .seconds(3600))
        let id = try Self.add(bench, queries: 1)
        let bad = try bench.addFinished()
        try bench.studio.inject(.status(503), into: bad, times: 3)
        bench.studio.inject(.status(500, code: "InternalError"), into: .query)
        bench.studio.inject(.status(500, code: "InternalError"), into: .list)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(try bench.video(id).state == .archived)
        #expect(try bench.video(bad).state == .archived)
        #expect(events.problems.count == 2)
        #expect(summary.deferred == 0)
        #expect(summary.status == .done)
    }

    @Test("tasks that turn up meanwhile are discovered")
    func discovery() async throws {
        var prepared = try await Self.bench()
        prepared.options.discovery = Discovery.Scope(models: [], window: .seconds(3600))
        let (bench, studio) = (prepared, prepared.studio)
        let first = try Self.add(bench, queries: 3)
        async let running = bench.run()
        try await studio.log.wait { _ in studio.queries(of: first) == 1 }
        let second = try studio.addFinished(video: .generated(bytes: 50_000)).id
        let summary = try await running
        #expect(summary.discovered == 1)
        #expect(summary.archived == 2)
        #expect(try bench.video(second).state == .archived)
    }

    @Test("a video is archived as soon as its task is finished, while others still run")
    func asTheyCome() async throws {
        let bench = try await Self.bench()
        let first = try Self.add(bench, queries: 1)
        let second = SimulatedTask(
            schedule: .immediately(.running), results: [.object(SimulatedObject(.generated(bytes: 50_000)))])
        try bench.studio.add(second)
        try bench.add([second.id])
        async let running = bench.run()
        try await bench.studio.log.wait { _ in (try? bench.video(first).state) == .archived }
        #expect(try bench.video(second.id).state == .waiting)
        try bench.studio.update(second.id) { $0.schedule = .immediately(.succeeded) }
        let summary = try await running
        #expect(summary.archived == 2)
        #expect(summary.status == .done)
    }

    @Test("only the named tasks are waited for")
    func only() async throws {
        var bench = try await Self.bench()
        let id = try Self.add(bench, queries: 2)
        let other = SimulatedTask(schedule: .immediately(.running))
        try bench.studio.add(other)
        try bench.add([other.id])
        bench.options.only = [id]
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.archived == 1)
        #expect(summary.pending == 0)
    }

    @Test("when the limit is reached there is nothing to wait for")
    func limit() async throws {
        var bench = try await Self.bench()
        _ = try bench.addFinished()
        _ = try bench.addFinished()
        bench.options.limit = 1
        let summary = try await bench.run()
        #expect(summary.archived == 1)
        #expect(summary.deferred == 1)
        #expect(summary.status == .unfinished)
    }

    @Test("a dry run does not watch")
    func dryRun() async throws {
        var bench = try await Self.bench()
        bench.options.isDryRun = true
        _ = try Self.add(bench, queries: 1)
        let summary = try await bench.run()
        #expect(summary.queried == 1)
        #expect(summary.pending == 1)
    }

    @Test("a storage that refuses ends the watch")
    func refused() async throws {
        var bench = try await Self.bench()
        bench.options.watch = .seconds(3600)
        bench.secret = "not-the-secret"
        _ = try bench.addFinished()
        _ = try Self.add(bench, queries: 1)
        #expect(try await bench.run().status == .credentials)
    }
}
