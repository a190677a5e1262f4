import Glibc
import Simulation
import TestServers
import Testing

/// A publication of more than one piece that is told to stop.
@Suite("A publication that is stopped", .timeLimit(.minutes(2)))
struct StoppedPublishTests {
    /// Gives the manifest thousands of tasks with long reasons, 20 MB as lines.
    private static func fill(_ keepreel: Keepreel) async throws {
        #expect(try await keepreel("add", "task-0").status == 0)
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            for table in ["task", "video"]:
                columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
                names = ",".join(columns)
                row = list(db.execute(f"SELECT {names} FROM {table}").fetchone())
                if table == "video":
                    row[columns.index("error_code")], row[columns.index("error_message")] = "test.long", "x" * 4000
                for number in range(1, 5000):
                    row[columns.index("task_id")] = f"task-{number}"
                    db.execute(f"INSERT INTO {table} ({names}) VALUES ({','.join('?' * len(row))})", row)
            db.commit()
            """
        let result = try await runProcess("python3", ["-c", script, keepreel.manifestPath])
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("leaves no upload behind, and no list")
    func sigterm() async throws {
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"])
        let place = try await Place(.aws, on: server)
        try await Self.fill(place.keepreel)
        try await server.control.add(.stall.on("UploadPart"))
        let publishing = try place.keepreel.start("export", "--publish")
        let end = ContinuousClock.now + .seconds(60)
        while try await server.control.pendingFaults() > 0, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await server.control.uploads(in: "videos").map(\.key) == ["clips/manifest/manifest.jsonl"])
        publishing.signal(SIGTERM)
        let result = try await publishing.result(deadline: .seconds(60))
        #expect(result.status == 143, "\(result.errors)")
        #expect(try await server.control.uploads(in: "videos").isEmpty)
        #expect(try await server.control.objects(in: "videos").isEmpty)
        // Not `Place.stop`: looking through so large a manifest in every format takes a minute.
        try await server.stop()
        await place.studio.stop()
    }
}
