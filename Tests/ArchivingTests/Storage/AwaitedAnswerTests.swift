import Archiving
import Failures
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Answers of the storage that are awaited", .timeLimit(.minutes(1)))
struct AwaitedAnswerTests {
    /// One video at a time, and three that are finished.
    private static func bench() async throws -> (server: StrictS3Server, bench: RunBench, ids: [String]) {
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"])
        var bench = try await RunBench(storage: server)
        bench.transfer.concurrency = 1
        bench.transfer.partsPerVideo = 1
        let ids = try [1, 2, 3].map { try bench.addFinished(seed: $0) }
        try await bench.learn()
        return (server, bench, ids)
    }

    @Test("the next video begins meanwhile, once the storage has taken one")
    func beside() async throws {
        let (server, bench, _) = try await Self.bench()
        try await server.control.add(.late.on("PutObject", times: 2, skip: 1))
        let run = try bench.makeRun()
        async let running = run.run()
        try await bench.studio.log.wait { _ in bench.downloads == 3 }
        try await server.control.clearFaults()
        let summary = await running
        #expect(summary.status == .done)
        #expect(summary.archived == 3)
    }

    @Test("a refusal of the first one ends the run before another begins")
    func refused() async throws {
        let (server, bench, _) = try await Self.bench()
        try await server.control.add(.error(403, "AccessDenied", readsBody: true).on("PutObject", times: 9))
        #expect(try await bench.run().status == .credentials)
        #expect(bench.downloads == 1)
    }

    @Test("one that is refused is sent again in a place of its own")
    func again() async throws {
        let (server, bench, ids) = try await Self.bench()
        try await server.control.add(.error(500, "InternalError", readsBody: true).on("PutObject", skip: 1))
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.archived == 3)
        #expect(bench.downloads == 4)
        for id in ids { #expect(try bench.video(id).state == .archived) }
    }
}
