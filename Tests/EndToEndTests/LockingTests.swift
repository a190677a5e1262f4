import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("Commands beside a run", .serialized, .timeLimit(.minutes(2)))
struct LockingTests {
    /// A run that stays in the middle of one video while another is archived already.
    private static func stalled(_ world: World) async throws -> (run: RunningProcess, done: String, stuck: String) {
        let done = try world.studio.addFinished(video: .generated(bytes: 50_000))
        try await world.add([done])
        #expect(try await world.keepreel("run").status == 0)
        let stuck = try world.studio.addFinished(video: .generated(bytes: 2_000_000))
        try world.studio.inject(.stall(after: 1_000_000), into: stuck.id)
        try await world.add([stuck])
        let run = try world.keepreel.start("run")
        try await world.studio.log.wait { _ in world.studio.stalledBodies == 1 }
        return (run, done.id, stuck.id)
    }

    @Test("add, status, link, export and verify work while a run is going")
    func others() async throws {
        let world = try await World()
        let keepreel = world.keepreel
        let (run, done, stuck) = try await Self.stalled(world)
        #expect(try await keepreel("add", "added-meanwhile").output.contains("1 added"))
        let status = try await keepreel("status")
        #expect(status.status == 0 && status.output.contains("archiving") && status.output.contains("archived"))
        #expect(status.output.contains("added-meanwhile"))
        #expect(try await keepreel("link", done).status == 0)
        #expect(try await keepreel("link", stuck).status == 75)
        #expect(try await keepreel.entries().count == 3)
        #expect(try await keepreel("verify", done).status == 0)
        #expect(try await keepreel("run", "--dry-run", "--only", stuck).status == 0)
        #expect(try await keepreel("recover", "--dry-run").status == 0)
        world.studio.releaseStalls()
        let result = try await run.result()
        #expect(result.output.contains("1 archived"), "\(result.output)\(result.errors)")
        #expect(try await keepreel("link", stuck).status == 0)
        try await world.stop()
    }

    @Test(
        "a second run and a recovery end with 75, and say who is at it and since when", arguments: ["run", "recover"])
    func told(command: String) async throws {
        let world = try await World()
        let (run, _, _) = try await Self.stalled(world)
        for arguments in [[command], [command, "--wait-lock", "1s"]] {
            let second = try await world.keepreel(arguments)
            #expect(second.status == 75)
            let pattern = #/another run is under way \(pid (\d+) since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\)/#
            let match = try #require(try pattern.firstMatch(in: second.errors), "\(second.errors)")
            #expect(match.output.1 == "\(run.pid)")
            #expect(second.errors.contains("--wait-lock"))
        }
        world.studio.releaseStalls()
        #expect(try await run.result().status == 0)
        try await world.stop()
    }

    @Test("--wait-lock lets a run begin when the other has ended, and -q waits in silence", arguments: [false, true])
    func waited(isQuiet: Bool) async throws {
        let world = try await World()
        let (run, _, stuck) = try await Self.stalled(world)
        let second =
            try isQuiet
            ? world.keepreel.start("run", "--wait-lock", "60s", "-q")
            : world.keepreel.start("run", "--wait-lock", "60s")
        if !isQuiet {
            try await second.wait { _, errors in
                errors.contains("waiting for another run (pid \(run.pid) since ")
            }
        }
        world.studio.releaseStalls()
        #expect(try await run.result().status == 0)
        let result = try await second.result()
        #expect(result.status == 0, "\(result.errors)")
        #expect(isQuiet == result.errors.isEmpty, "\(result.errors)")
        #expect(try await world.keepreel("link", stuck).status == 0)
        try await world.stop()
    }

    @Test("the lock of a killed run is free at once, for the manifest by whatever path")
    func killed() async throws {
        let world = try await World()
        let (run, _, stuck) = try await Self.stalled(world)
        var other = world.keepreel
        let link = world.keepreel.home.path + "/link.sqlite"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: world.keepreel.manifestPath)
        other.environment["KEEPREEL_MANIFEST_PATH"] = link
        #expect(try await other("run").status == 75)
        run.signal(SIGKILL)
        _ = try await run.result()
        world.studio.releaseStalls()
        let next = try await other("run")
        #expect(next.status == 0 && next.output.contains("1 archived"), "\(next.output)\(next.errors)")
        #expect(try await world.keepreel("link", stuck).status == 0)
        try await world.stop()
    }
}
