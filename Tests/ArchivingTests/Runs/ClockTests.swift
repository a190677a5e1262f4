import Archiving
import Failures
import Foundation
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Machines whose clock is wrong", .timeLimit(.minutes(2)))
struct ClockTests {
    static let errors: [Double] = [-26 * 3600, -7200, 3 * 3600, 26 * 3600]

    private static func bench(machineAhead: Double) async throws -> RunBench {
        var bench = try await RunBench()
        bench.machineAhead = machineAhead
        bench.options.discovery = Discovery.Scope(models: [], window: .seconds(3600))
        return bench
    }

    @Test("the window is the service's, and so are the times in the manifest", arguments: errors)
    func window(machineAhead: Double) async throws {
        let bench = try await Self.bench(machineAhead: machineAhead)
        let now = bench.studio.now
        for age in [600.0, 3500, 3700, 7000] {
            var task = SimulatedTask(id: "age-\(Int(age))")
            (task.submitTime, task.endTime) = (now - age, now - age)
            try bench.studio.add(task)
        }
        let id = try bench.studio.addFinished(video: .generated(bytes: 50_000)).id
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .done)
        #expect(summary.discovered == 3)
        #expect(try bench.video(id).state == .archived)
        for id in ["age-600", "age-3500"] {
            let task = try #require(try bench.manifest.task(id))
            #expect(abs(task.addedAt.timeIntervalSince(now)) < 60)
        }
        let offset = try #require(events.clockOffsets.first)
        #expect(events.clockOffsets.count == 1)
        #expect(abs(offset / .seconds(1) + machineAhead) < 60)
    }

    @Test("tasks that an earlier run asked for are asked for again, though the machine's clock is behind")
    func askedAgain() async throws {
        var bench = try await Self.bench(machineAhead: -7200)
        bench.options.discovery = nil
        let task = SimulatedTask(schedule: .immediately(.running))
        try bench.studio.add(task)
        try bench.add([task.id])
        for _ in 0..<2 { #expect(try await bench.run().queried == 1) }
    }

    @Test("many running tasks are not asked one by one for that", arguments: errors)
    func many(machineAhead: Double) async throws {
        let bench = try await Self.bench(machineAhead: machineAhead)
        for number in 0..<120 {
            try bench.studio.add(SimulatedTask(id: "task-\(number)", schedule: .immediately(.running)))
        }
        let summary = try await bench.run()
        #expect(summary.pending == 120)
        #expect(summary.queried == 0)
    }

    @Test("a video that lives by the service's clock is not at risk, nor lost, by the machine's", arguments: errors)
    func deadline(machineAhead: Double) async throws {
        var bench = try await Self.bench(machineAhead: machineAhead)
        bench.options.isDryRun = true
        let id = try bench.studio.addFinished(video: .generated(bytes: 50_000)).id
        let learnt = try await bench.run()
        #expect(learnt.coverage == Coverage(finished: 1, open: 1, atRisk: 0))
        bench.options.isDryRun = false
        try bench.studio.inject(.htmlPage, into: id, times: nil)
        let summary = try await bench.run()
        #expect(summary.status == .unfinished)
        #expect(summary.coverage == Coverage(finished: 1, open: 1, atRisk: 0))
    }

    @Test("a clock that is right, or nearly, brings no warning", arguments: [0, 30, -30] as [Double])
    func right(machineAhead: Double) async throws {
        let bench = try await Self.bench(machineAhead: machineAhead)
        let events = EventLog()
        #expect(try await bench.run(events).status == .done)
        #expect(events.clockOffsets.isEmpty)
    }
}
