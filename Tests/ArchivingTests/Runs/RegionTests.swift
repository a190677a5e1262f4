import Archiving
import Failures
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Tasks of other regions", .timeLimit(.minutes(2)))
struct RegionTests {
    private static func addElsewhere(_ ids: [String], to bench: RunBench, region: String = "beijing") throws {
        _ = try bench.manifest.add(
            ids.map { NewTask(taskID: $0, region: region) }, origin: .added, now: bench.studio.now)
    }

    @Test("they are not asked for here, where they would count as gone, and the run says so once")
    func notAsked() async throws {
        var bench = try await RunBench()
        bench.options.watch = .milliseconds(5)
        let own = try bench.addFinished()
        try Self.addElsewhere(["far-1", "far-2"], to: bench)
        try Self.addElsewhere(["farther"], to: bench, region: "virginia")
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .done)
        #expect(summary.queried == 1)
        #expect(summary.pending == 3)
        #expect(summary.lost == 0)
        #expect(try bench.video(own).state == .archived)
        for id in ["far-1", "far-2", "farther"] { #expect(try bench.video(id).state == .waiting) }
        #expect(
            events.warnings == [
                "2 tasks of region beijing are not followed here; run with studio.region: beijing",
                "1 task of region virginia is not followed here; run with studio.region: virginia",
            ])
    }

    @Test("nor when they are named")
    func named() async throws {
        var bench = try await RunBench()
        bench.options.watch = .milliseconds(5)
        try Self.addElsewhere(["far-1", "far-2"], to: bench)
        bench.options.only = ["far-1"]
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .done)
        #expect(summary.pending == 1)
        #expect(bench.studio.log.records.isEmpty)
        #expect(events.warnings.count == 1)
        #expect(events.warnings.first?.hasPrefix("1 task of region beijing") == true)
    }

    @Test("their videos are archived all the same, once the URL is known")
    func archived() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished()
        try await bench.learn()
        try Self.addElsewhere([id], to: bench)
        #expect(try await bench.run().archived == 1)
    }

    @Test("a dead URL of one is not asked for again here, and the video not lost by that")
    func renewal() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished(expiresIn: 3600)
        try await bench.learn()
        try Self.addElsewhere([id], to: bench)
        bench.studio.advanceClock(by: 7200)
        bench.studio.log.clear()
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .unfinished)
        #expect(summary.deferred == 1)
        #expect(events.outcomes.first?.failure?.code == "studio.other-region")
        #expect(bench.studio.log.requests(to: .query).isEmpty)
        #expect(try bench.video(id).state == .pending)
    }
}
