import Archiving
import Failures
import Foundation
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Tasks that are asked for before the list is read", .timeLimit(.minutes(2)))
struct AskedFirstTests {
    private static func bench() async throws -> RunBench {
        var bench = try await RunBench()
        bench.options.discovery = Discovery.Scope(models: [], window: .seconds(86_400))
        return bench
    }

    /// Adds running tasks to the simulator and the manifest, all of this age in seconds.
    private static func addRunning(_ count: Int, age: Double, to bench: RunBench) throws -> [String] {
        let submitted = bench.studio.now - age
        let ids = try (0..<count).map { number in
            var task = SimulatedTask(id: "age-\(Int(age))-\(number)", schedule: .immediately(.running))
            task.submitTime = submitted
            try bench.studio.add(task)
            return task.id
        }
        _ = try bench.manifest.add(
            ids.map { NewTask(taskID: $0, region: "singapore", submittedAt: submitted) }, origin: .added,
            now: bench.studio.now)
        return ids
    }

    /// How many tasks were asked for before the list.
    private static func askedFirst(_ bench: RunBench) -> Int {
        bench.studio.log.records.prefix { $0.subject != .api(.list) }.count
    }

    @Test("a few are all asked for, and not again after the list")
    func few() async throws {
        let bench = try await Self.bench()
        let ids = try Self.addRunning(100, age: 600, to: bench)
        #expect(try await bench.run().queried == 100)
        #expect(Self.askedFirst(bench) == 100)
        for id in ids { #expect(bench.studio.queries(of: id) == 1) }
    }

    @Test("of many those that are due within two hours, and the list speaks for the others")
    func many() async throws {
        let bench = try await Self.bench()
        let young = try Self.addRunning(120, age: 21.9 * 3600, to: bench)
        let old = try Self.addRunning(110, age: 22.1 * 3600, to: bench)
        let oldest = try Self.addRunning(3, age: 23.9 * 3600, to: bench)
        #expect(try await bench.run().queried == 113)
        #expect(Self.askedFirst(bench) == 113)
        for id in oldest + old { #expect(bench.studio.queries(of: id) == 1) }
        for id in young { #expect(bench.studio.queries(of: id) == 0) }
        let asked = bench.studio.log.records.prefix(3 + 8).compactMap { record in
            record.path.split(separator: "/").last.map(String.init)
        }
        #expect(Set(oldest).isSubset(of: Set(asked)))
    }

    @Test("one that the list then shows as ended is asked for again", arguments: [1, 101])
    func endedMeanwhile(others: Int) async throws {
        let bench = try await Self.bench()
        let old = try Self.addRunning(1, age: 23 * 3600, to: bench)[0]
        _ = try Self.addRunning(others, age: 600, to: bench)
        let studio = bench.studio
        studio.whenListed { [unowned studio] _ in
            try studio.update(old) { task in
                task.schedule = .immediately(.succeeded)
                task.results = [.object(SimulatedObject(.generated(bytes: 50_000)))]
            }
        }
        let summary = try await bench.run()
        #expect(try bench.manifest.task(old)?.phase == .succeeded)
        #expect(summary.queried == (others == 1 ? 3 : 2))
    }

    @Test("a list that does not come keeps nobody from what is nearly due")
    func stuckList() async throws {
        let bench = try await Self.bench()
        let id = try bench.addFinished()
        bench.studio.inject(.stall(after: 0), into: .list, times: nil)
        let run = try bench.makeRun()
        async let summary = run.run()
        try await bench.studio.log.wait { _ in (try? bench.video(id).state) == .archived }
        await run.abort()
        #expect(await summary.archived == 1)
    }
}
