import Archiving
import Failures
import Foundation
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Accounts with many tasks", .timeLimit(.minutes(3)))
struct ManyTasksTests {
    /// - Parameter limit: requests a second the service takes for each operation.
    private static func bench(
        limit: Int? = nil, _ change: (inout SimulatorOptions) -> Void = { _ in }
    ) async throws -> RunBench {
        var options = SimulatorOptions()
        options.requestsPerSecond = limit
        change(&options)
        var bench = try await RunBench(simulator: options)
        bench.options.discovery = Discovery.Scope(models: ["wan2.2-animate-move"], window: .seconds(86_400))
        return bench
    }

    /// Adds running tasks to the simulator, none so old that it is nearly due.
    private static func addRunning(
        _ count: Int, to bench: RunBench, model: String = "wan2.2-animate-move", status: TaskStatus = .running
    ) throws -> [String] {
        try (0..<count).map { number in
            var task = SimulatedTask(
                id: "\(model)-\(status.rawValue)-\(number)", model: model, schedule: .immediately(status))
            task.submitTime = bench.studio.now - 60 - Double(number) * 78_000 / Double(count)
            try bench.studio.add(task)
            return task.id
        }
    }

    @Test("of many running tasks only those are asked for that the list calls ended, or does not have")
    func many() async throws {
        let bench = try await Self.bench()
        let running = try Self.addRunning(90, to: bench) + Self.addRunning(30, to: bench, status: .pending)
        try bench.add(running)
        let finished = try (0..<3).map { _ in try bench.studio.addFinished(video: .generated(bytes: 50_000)).id }
        let failed = try bench.studio.addFailed().id
        let other = try Self.addRunning(2, to: bench, model: "other")
        try bench.add([failed, finished[0]] + other + ["stranger"])
        let summary = try await bench.run()
        #expect(summary.archived == 3)
        #expect(summary.failed == 1)
        #expect(summary.pending == 122)
        #expect(summary.queried == 5)
        // The list tells of every task, also of those that are not looked for.
        for id in running + other { #expect(bench.studio.queries(of: id) == 0) }
        #expect(try bench.manifest.task(running[100])?.status == "PENDING")
        #expect(try bench.video(failed).state == .none)
    }

    @Test("a task that ends while the list is read is asked for and archived in the same run")
    func endsMeanwhile() async throws {
        let bench = try await Self.bench { $0.listOrder = .oldestFirst }
        let running = try Self.addRunning(350, to: bench)
        let studio = bench.studio
        studio.whenListed { [unowned studio] request in
            guard request.number == 3 else { return }
            // The page before called it running, and this one has it again.
            try studio.update(running[200]) { $0.schedule = .immediately(.failed) }
        }
        let summary = try await bench.run()
        #expect(summary.failed == 1)
        #expect(summary.queried == 1)
    }

    @Test("clocks that are off, or were, let no task go unasked", arguments: [-50, 0, 50, 7 * 86_400] as [Double])
    func wrongClock(machineAhead: Double) async throws {
        var bench = try await Self.bench()
        bench.options.discovery = Discovery.Scope(models: [], window: .seconds(86_400))
        let running = try Self.addRunning(120, to: bench)
        try bench.add(running + ["not-listed"])
        // The service has answered for it at a time that is still to come.
        let later = bench.studio.now + 1_000_000
        _ = try bench.manifest.record(
            TaskUpdate(taskID: "not-listed", status: "RUNNING", phase: .running, at: later))
        bench.machineAhead = machineAhead
        #expect(try await bench.run().queried == 1)
        #expect(bench.studio.queries(of: running[0]) == 0)
    }

    @Test("a few are asked for, whatever the list says")
    func few() async throws {
        let bench = try await Self.bench()
        let running = try Self.addRunning(100, to: bench)
        #expect(try await bench.run().queried == 100)
        for id in running { #expect(bench.studio.queries(of: id) == 1) }
    }

    @Test("each round of a watch reads the list anew")
    func watch() async throws {
        var bench = try await Self.bench()
        bench.options.watch = .milliseconds(5)
        let running = try Self.addRunning(120, to: bench)
        let studio = bench.studio
        async let summary = bench.run()
        try await studio.log.wait { records in records.count { $0.subject == .api(.list) } >= 6 }
        #expect(studio.log.requests(to: .query).isEmpty)
        for id in running { try studio.update(id) { $0.schedule = .immediately(.failed) } }
        #expect(try await summary.failed == 120)
        #expect(studio.log.requests(to: .query).count == 120)
    }

    @Test("a run keeps to its share of the account's limit, whatever it asks for")
    func pacing() async throws {
        var bench = try await Self.bench(limit: 20)
        bench.requestsPerSecond = 15
        // Without the list each is asked for by itself.
        bench.options.discovery = nil
        try bench.add(try Self.addRunning(300, to: bench))
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .done)
        #expect(summary.queried == 300)
        #expect(events.problems.isEmpty)
        #expect(bench.studio.log.records.allSatisfy { $0.status == 200 })
        #expect(bench.studio.log.peakCallsPerSecond <= 20)
    }

    @Test("5,000 pending tasks cost some pages of the list, and keep no finished video waiting")
    func thousands() async throws {
        var bench = try await Self.bench(limit: 20)
        bench.requestsPerSecond = 15
        _ = try Self.addRunning(5000, to: bench, status: .pending)
        let studio = bench.studio
        for _ in 0..<20 { _ = try studio.addFinished(video: .generated(bytes: 50_000)) }
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.discovered == 5020)
        #expect(summary.archived == 20)
        #expect(summary.pending == 5000)
        #expect(summary.seconds < Double(40 * Patience.factor))
        let calls = studio.log.requests(to: .list).count + studio.log.requests(to: .query).count
        // 51 pages, each read in a part that fits on it, and a question for each video.
        #expect(calls < 51 * 3)
        #expect(studio.log.peakCallsPerSecond <= 20)

        studio.log.clear()
        let next = try await bench.run()
        #expect(next.queried == 0)
        #expect(next.pending == 5000)
        #expect(bench.downloads == 0)
    }
}
