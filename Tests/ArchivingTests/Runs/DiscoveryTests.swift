import Archiving
import Failures
import Foundation
import HTTPTransport
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Discovery", .timeLimit(.minutes(2)))
struct DiscoveryTests {
    private static func bench(models: Set<String>, window: Duration = .seconds(86_400)) async throws -> RunBench {
        var bench = try await RunBench()
        bench.options.discovery = Discovery.Scope(models: models, window: window)
        return bench
    }

    private static func finished(_ bench: RunBench, model: String) throws -> String {
        try bench.studio.addFinished(model: model, video: .generated(bytes: 50_000)).id
    }

    @Test("listed tasks of the wanted models are added and archived in the same run, others are left alone")
    func models() async throws {
        let bench = try await Self.bench(models: ["wan2.2-animate-move", "wan2.2-animate-mix"])
        let move = try Self.finished(bench, model: "wan2.2-animate-move")
        let mix = try Self.finished(bench, model: "wan2.2-animate-mix")
        let other = try Self.finished(bench, model: "wan2.5-t2v-preview")
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .done)
        #expect(summary.discovered == 2)
        #expect(summary.archived == 2)
        #expect(events.discoveries == [2])
        #expect(try bench.video(move).objectKey?.contains("/wan2.2-animate-move/") == true)
        #expect(try bench.video(mix).objectKey?.contains("/wan2.2-animate-mix/") == true)
        #expect(try bench.manifest.task(move)?.origin == .discovered)
        #expect(try bench.manifest.task(move)?.region == "singapore")
        #expect(try bench.manifest.task(other) == nil)

        let again = try await bench.run()
        #expect(again.discovered == 0)
        #expect(again.queried == 0)
        #expect(again.status == .done)
    }

    @Test("no model named means every model")
    func everyModel() async throws {
        let bench = try await Self.bench(models: [])
        for model in ["a", "b", "c"] { _ = try Self.finished(bench, model: model) }
        #expect(try await bench.run().archived == 3)
    }

    @Test("what can still bring a video is added; what ended without one is not")
    func statuses() async throws {
        let bench = try await Self.bench(models: [])
        let wanted: [TaskStatus] = [.succeeded, .pending, .running, .suspended, .postProcessing]
        let unwanted: [TaskStatus] = [.failed, .canceled]
        for status in wanted + unwanted {
            try bench.studio.add(SimulatedTask(id: status.rawValue, schedule: .immediately(status), shape: .noMedia))
        }
        #expect(try await bench.run().discovered == wanted.count)
        for status in wanted { #expect(try bench.manifest.task(status.rawValue) != nil) }
        for status in unwanted { #expect(try bench.manifest.task(status.rawValue) == nil) }
    }

    @Test("tasks from before the window are not added, though the list is asked for more")
    func window() async throws {
        let bench = try await Self.bench(models: [], window: .seconds(3600))
        for (id, age) in [("young", 3500.0), ("old", 3700), ("older", 7 * 3600)] {
            var task = SimulatedTask(id: id, shape: .noMedia)
            task.submitTime = bench.studio.now - age
            task.endTime = task.submitTime
            try bench.studio.add(task)
        }
        #expect(try await bench.run().discovered == 1)
        #expect(try bench.manifest.task("young") != nil)
    }

    @Test("a list of several pages is read to its end")
    func pages() async throws {
        let bench = try await Self.bench(models: [])
        for number in 0..<230 {
            var task = SimulatedTask(id: "task-\(number)", schedule: .immediately(.running))
            // Both windows hold tasks, or one of them as many as two full pages.
            task.submitTime = bench.studio.now - Double(number) * 360
            try bench.studio.add(task)
        }
        let summary = try await bench.run()
        #expect(summary.discovered == 230)
        #expect(summary.pending == 230)
        // The list's own word is enough for so many.
        #expect(summary.queried == 0)
        #expect(try bench.manifest.task("task-229")?.status == "RUNNING")
    }

    @Test("tasks that are known already are no news")
    func known() async throws {
        let bench = try await Self.bench(models: [])
        let id = try Self.finished(bench, model: "a")
        try bench.add([id])
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.discovered == 0)
        #expect(summary.archived == 1)
        #expect(events.discoveries.isEmpty)
        #expect(try bench.manifest.task(id)?.origin == .added)
        #expect(try bench.manifest.task(id)?.model == "a")
    }

    @Test("a list that cannot be read keeps known tasks from nothing, and the run says so")
    func listDown() async throws {
        var bench = try await Self.bench(models: [])
        bench.studioRetries = 0
        let id = try bench.addFinished()
        bench.studio.inject(.status(500, code: "InternalError"), into: .list, times: nil)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .unfinished)
        #expect(summary.archived == 1)
        #expect(try bench.video(id).state == .archived)
        #expect(events.problems.map(\.code) == ["studio.internal-error"])
    }

    @Test("a dry run discovers, too")
    func dryRun() async throws {
        var bench = try await Self.bench(models: [])
        let id = try Self.finished(bench, model: "a")
        bench.options.isDryRun = true
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.discovered == 1)
        #expect(events.listed.map(\.taskID) == [id])
        #expect(bench.downloads == 0)
    }
}
