import Archiving
import Failures
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Tasks the service does not know yet", .timeLimit(.minutes(2)))
struct YoungTaskTests {
    @Test("one that was submitted a moment ago is not lost by that, and archived once it is known")
    func submitted() async throws {
        let bench = try await RunBench()
        _ = try bench.manifest.add(
            [NewTask(taskID: "fresh", region: "singapore", submittedAt: bench.studio.now)], origin: .submitted,
            now: bench.studio.now)
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.queried == 1)
        #expect(summary.pending == 1)
        #expect(try bench.video("fresh").state == .waiting)
        try bench.studio.add(
            SimulatedTask(id: "fresh", results: [.object(SimulatedObject(.generated(bytes: 50_000)))]))
        #expect(try await bench.run().archived == 1)
    }

    @Test("after ten minutes it counts as gone")
    func gone() async throws {
        let bench = try await RunBench()
        _ = try bench.manifest.add(
            [NewTask(taskID: "never", region: "singapore", submittedAt: bench.studio.now)], origin: .submitted,
            now: bench.studio.now)
        bench.studio.advanceClock(by: 601)
        let events = EventLog()
        #expect(try await bench.run(events).status == .lost)
        #expect(events.losses.first?.lastError?.code == "studio.task-gone")
    }
}
