import Archiving
import Failures
import Foundation
import Manifest
import Simulation
import TestServers
import Testing

@Suite("The coverage of a run", .timeLimit(.minutes(2)))
struct CoverageTests {
    @Test("it counts what is open, however old, and what ended in the time looked at, whatever run did it")
    func coverage() async throws {
        var bench = try await RunBench()
        _ = try bench.addFinished()
        _ = try await bench.run()
        _ = try bench.addFinished()
        let late = try bench.addFinished(expiresIn: 5400)
        try bench.studio.inject(.htmlPage, into: late, times: nil)
        let running = SimulatedTask(schedule: .immediately(.running))
        try bench.studio.add(running)
        try bench.add([running.id, "never-existed"])
        var old = SimulatedTask(schedule: .immediately(.running))
        old.submitTime = bench.studio.now - 22.5 * 3600
        try bench.studio.add(old)
        try bench.add([old.id])
        let summary = try await bench.run()
        #expect(summary.coverage == Coverage(finished: 3, open: 1, archived: 2, pending: 2, atRisk: 2, lost: 1))
        #expect(summary.archived == 1)
        #expect(summary.coverageSpan == .seconds(86_400))

        bench.studio.advanceClock(by: 3700)
        bench.options.discovery = Discovery.Scope(models: ["none"], window: .seconds(3600))
        let next = try await bench.run()
        #expect(next.coverage == Coverage(finished: 1, open: 1, archived: 0, pending: 2, atRisk: 2, lost: 0))
        #expect(next.coverageSpan == .seconds(3600))
    }
}
