import Foundation
import Glibc
import Simulation
import TestServers
import Testing

/// The short form of Scripts/soak.
@Suite("Long runs", .serialized, .timeLimit(.minutes(2)))
struct SoakTests {
    /// - Parameter isEnough: whether the process may be stopped.
    private static func levels(
        of run: RunningProcess, until isEnough: () -> Bool = { false }
    ) async throws -> [ProcessLevel] {
        var levels: [ProcessLevel] = []
        while run.isRunning {
            if levels.count >= 50, isEnough() { run.signal(SIGTERM) }
            if let level = ProcessLevel(of: run.pid) { levels.append(level) }
            try await Task.sleep(for: .milliseconds(20))
        }
        return levels
    }

    private static func expectFlat(_ levels: [ProcessLevel]) {
        #expect(levels.count >= 50)
        #expect(levels.growth(of: \.memory) < 4 << 20, "\(levels.map { $0.memory >> 20 })")
        // Connections are kept for what comes next, 48 at most by the default settings, and come about one by one; a leak
        // would be one for each of hundreds.
        #expect(levels.growth(of: \.descriptors) <= 48, "\(levels.map(\.descriptors))")
        // Dispatch adds some of its own when the machine is busy.
        #expect(levels.growth(of: \.threads) <= 6, "\(levels.map(\.threads))")
    }

    @Test("300 clips take no more memory, descriptors and threads at the end than at the beginning")
    func clips() async throws {
        let world = try await World()
        let tasks = try (0..<300).map { number in
            try world.studio.addFinished(video: .generated(bytes: number % 30 == 0 ? 6_000_000 : 150_000))
        }
        try await world.add(tasks)
        var keepreel = world.keepreel
        keepreel.environment["KEEPREEL_TRANSFER_PART_SIZE"] = "5MiB"
        keepreel.environment["KEEPREEL_STUDIO_QUERIES_PER_SECOND"] = "1000"
        let run = try keepreel.start("run")
        let levels = try await Self.levels(of: run)
        let result = try await run.result()
        #expect(result.status == 0 && result.output.hasPrefix("keepreel: 300 archived"), "\(result.errors)")
        Self.expectFlat(levels)
        try await world.stop()
    }

    @Test("a run that watches and has nothing to do takes no more with each pass")
    func watching() async throws {
        let world = try await World()
        let tasks = (0..<20).map { _ in SimulatedTask(schedule: .immediately(.running)) }
        for task in tasks { try world.studio.add(task) }
        try await world.add(tasks)
        var keepreel = world.keepreel
        keepreel.environment["KEEPREEL_STUDIO_QUERIES_PER_SECOND"] = "1000"
        let run = try keepreel.start("run", "--watch", "1s", "--max-time", "90s")
        let log = world.studio.log
        let levels = try await Self.levels(of: run) { log.requests(to: .query).count >= 5 * tasks.count }
        #expect(try await run.result().status == 143)
        Self.expectFlat(levels)
        try await world.stop()
    }
}
