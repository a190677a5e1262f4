import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("Runs that are stopped, and runs beside each other", .serialized, .timeLimit(.minutes(2)))
struct StoppingTests {
    @Test(
        "SIGINT and SIGTERM end a run cleanly, and the next one goes on",
        arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(CInt, CInt)])
    func signals(number: CInt, status: CInt) async throws {
        let world = try await World()
        let stalled = try world.studio.addFinished(video: .generated(bytes: 2_000_000))
        try world.studio.inject(.stall(after: 1_000_000), into: stalled.id)
        try await world.add([stalled])
        let run = try world.keepreel.start("run")
        try await world.studio.log.wait { _ in world.studio.stalledBodies == 1 }
        let locked = try await world.keepreel("run")
        #expect(locked.status == 75)
        #expect(locked.errors.contains("pid \(run.pid)"))
        #expect(try await world.keepreel("status").output.contains("archiving"))
        run.signal(number)
        let result = try await run.result(deadline: .seconds(15))
        #expect(result.status == status)
        #expect(result.signal == nil)
        #expect(result.output.contains("1 deferred"))
        world.studio.releaseStalls()
        let next = try await world.keepreel("run")
        #expect(next.status == 0, "\(next.errors)")
        #expect(next.output.hasPrefix("keepreel: 1 archived"))
        try await world.stop()
    }

    @Test("a killed run leaves what the next one finishes")
    func kill() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 2_000_000))
        try world.studio.inject(.stall(after: 1_000_000), into: task.id)
        try await world.add([task])
        let run = try world.keepreel.start("run")
        try await world.studio.log.wait { _ in world.studio.stalledBodies == 1 }
        run.signal(SIGKILL)
        _ = try await run.result()
        world.studio.releaseStalls()
        let entry = try #require(try await world.keepreel.entries().first)
        let key = try #require(entry["key"] as? String)
        #expect(try await fetch("\(world.storage.endpoint)/videos/\(key)").status == 404)
        let next = try await world.keepreel("run")
        #expect(next.status == 0, "\(next.errors)")
        try await world.stop()
    }

    @Test("--max-time stops a run that hangs, with 75")
    func maxTime() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 2_000_000))
        try world.studio.inject(.stall(after: 1000), into: task.id)
        try await world.add([task])
        let result = try await world.keepreel("run", "--max-time", "1s")
        #expect(result.status == 75)
        try await world.stop()
    }

    @Test("--max-time does not hide that a video was lost")
    func maxTimeAndLoss() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 2_000_000))
        try world.studio.inject(.stall(after: 1000), into: task.id)
        try await world.add([task])
        _ = try await world.keepreel("add", "never-existed")
        let result = try await world.keepreel("run", "--max-time", "1s")
        #expect(result.status == 65, "\(result.errors)")
        #expect(result.output.contains("1 deferred"))
        try await world.stop()
    }

    @Test("--watch follows a task until it is archived")
    func watch() async throws {
        let world = try await World()
        var task = SimulatedTask(
            schedule: .after(queries: 2, .succeeded), results: [.object(SimulatedObject(.generated(bytes: 100_000)))])
        task.urlExpires = nil
        try world.studio.add(task)
        try await world.add([task])
        let result = try await world.keepreel("run", "--watch", "1s")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("keepreel: 1 archived"))
        try await world.stop()
    }
}
