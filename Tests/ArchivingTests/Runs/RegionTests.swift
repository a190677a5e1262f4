import Archiving
import Failures
import Foundation
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Tasks of other regions", .timeLimit(.minutes(2)))
struct RegionTests {
    /// - Parameter age: seconds since they were added.
    private static func addElsewhere(
        _ ids: [String], to bench: RunBench, region: String = "beijing", age: Double = 0
    ) throws {
        _ = try bench.manifest.add(
            ids.map { NewTask(taskID: $0, region: region) }, origin: .added, now: bench.studio.now - age)
    }

    private static let hour = 3600.0

    @Test("they are not asked for here, where they would count as gone; that nobody does is told once by region")
    func neglected() async throws {
        var bench = try await RunBench()
        bench.options.watch = .milliseconds(5)
        let own = try bench.addFinished()
        let slow = SimulatedTask(schedule: .after(queries: 2))
        try bench.studio.add(slow)
        try bench.add([slow.id])
        try Self.addElsewhere(["far-1", "far-2"], to: bench, age: 1.1 * Self.hour)
        try Self.addElsewhere(["farther"], to: bench, region: "virginia", age: 23 * Self.hour)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .unfinished)
        #expect(summary.queried == 4)
        #expect(summary.pending == 3)
        #expect(summary.lost == 0)
        #expect(try bench.video(own).state == .archived)
        for id in ["far-1", "far-2", "farther"] { #expect(try bench.video(id).state == .waiting) }
        #expect(
            events.problems.map(\.description) == [
                "2 tasks of region beijing were not followed for an hour; run with studio.region: beijing",
                "1 task of region virginia was not followed for an hour; run with studio.region: virginia",
            ])
    }

    @Test("nothing is said of those that a run for their own region asked for lately, nor of new ones")
    func followed() async throws {
        let bench = try await RunBench()
        try Self.addElsewhere(["asked", "listed"], to: bench, age: 25 * Self.hour)
        try Self.addElsewhere(["new"], to: bench, age: 0.9 * Self.hour)
        let lately = bench.studio.now - 0.9 * Self.hour
        _ = try bench.manifest.record(
            TaskUpdate(taskID: "asked", status: "RUNNING", phase: .running, at: lately))
        try bench.manifest.recordListed([ListedTask(taskID: "listed", status: "RUNNING")], round: "r", at: lately)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .done)
        #expect(summary.pending == 3)
        #expect(events.events.isEmpty)
        #expect(bench.studio.log.records.isEmpty)
    }

    @Test("those that Model Studio no longer keeps are lost, as their region was not run, and told once")
    func forgotten() async throws {
        let bench = try await RunBench()
        let ids = (0..<130).map { "far-\($0)" }
        try Self.addElsewhere(ids, to: bench, age: 25 * Self.hour)
        try Self.addElsewhere(["younger"], to: bench, age: 23 * Self.hour)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .lost)
        #expect(summary.lost == 130)
        #expect(Set(events.losses.map(\.key.taskID)) == Set(ids))
        #expect(events.losses.first?.lastError?.code == "studio.region-not-run")
        #expect(events.losses.first?.lastError?.message.contains("region beijing") == true)
        #expect(events.problems.count == 1)
        let again = EventLog()
        #expect(try await bench.run(again).status == .unfinished)
        #expect(again.losses.isEmpty)
    }

    @Test("of named tasks the same is said, and of others nothing", arguments: [(2.0, false), (25, true)])
    func named(age: Double, isLost: Bool) async throws {
        var bench = try await RunBench()
        bench.options.watch = .milliseconds(5)
        try Self.addElsewhere(["far-1", "far-2"], to: bench, age: age * Self.hour)
        bench.options.only = ["far-1"]
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == (isLost ? .lost : .unfinished))
        #expect(events.losses.map(\.key.taskID) == (isLost ? ["far-1"] : []))
        #expect(summary.pending == (isLost ? 0 : 1))
        #expect(bench.studio.log.records.isEmpty)
        #expect(events.problems.count == (isLost ? 0 : 1))
        #expect(events.problems.first?.message.hasPrefix("1 task of region beijing") ?? isLost)
        #expect(try bench.video("far-2").state == .waiting)
    }

    @Test("a task that this region's list names is of this region, whatever was recorded")
    func proven() async throws {
        var bench = try await RunBench()
        let id = try bench.studio.addFinished(video: .generated(bytes: 50_000)).id
        try Self.addElsewhere([id], to: bench, age: 2 * Self.hour)
        bench.options.discovery = Discovery.Scope(models: [], window: .seconds(86_400))
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.archived == 1)
        #expect(try bench.manifest.task(id)?.region == "singapore")
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

    @Test("a watch does not wait for such a video, and a day later it is lost")
    func deadURL() async throws {
        var bench = try await RunBench()
        let id = try bench.addFinished(expiresIn: 3600)
        try await bench.learn()
        try Self.addElsewhere([id], to: bench)
        bench.studio.advanceClock(by: 7200)
        bench.options.watch = .milliseconds(5)
        #expect(try await bench.run().status == .unfinished)
        #expect(try bench.requests(id).count == 1)
        bench.studio.advanceClock(by: 86_400)
        let events = EventLog()
        #expect(try await bench.run(events).status == .lost)
        #expect(events.losses.first?.lastError?.code == "studio.other-region")
    }
}
