import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("A manifest that is lost, damaged or old", .serialized, .timeLimit(.minutes(3)))
struct RecoverTests {
    private static func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("recover adopts what a run had not recorded, counts what is not keepreel's, and tells it as JSON")
    func adopted() async throws {
        let world = try await World()
        let keepreel = world.keepreel
        let tasks = try (0..<2).map { _ in try world.studio.addFinished(video: .generated(bytes: 100_000)) }
        try await world.add(tasks)
        #expect(try await keepreel("run").status == 0)
        try FileManager.default.removeItem(atPath: keepreel.manifestPath)
        // One of them is known again, and not that it is archived.
        try await world.add([tasks[0]])
        _ = try await world.storage.request("PUT", "videos/clips/theirs.txt", body: Array("theirs".utf8))
        let result = try await keepreel("recover", "--format", "json")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        let report = try Self.json(result.output)
        for (name, count) in ["listed": 3, "recovered": 1, "adopted": 1, "foreign": 1, "known": 0, "status": 0] {
            #expect(report[name] as? Int == count, "\(name)")
        }
        #expect(report["error"] is NSNull)
        #expect(try await keepreel("link", tasks[0].id).status == 0)
        let run = try await keepreel("run")
        #expect(run.status == 0 && run.output.contains("0 archived"), "\(run.output)\(run.errors)")
        #expect(try await keepreel("export", "--publish").status == 0)
        let published = try await keepreel("recover")
        #expect(
            published.output
                == "keepreel: 5 objects: 0 recovered, 2 known already, 2 of export --publish, 1 not keepreel's\n")
        #expect(try Self.json(try await keepreel("recover", "--format", "json").output)["published"] as? Int == 2)
        let quiet = try await keepreel("recover", "-q")
        #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty)
        let drawn = try await keepreel("recover", "--progress", "always")
        #expect(drawn.errors.contains("5 objects: 0 recovered"), "\(drawn.errors)")
        try await world.stop()
    }

    @Test("a video the bucket lacks is found again by the run that follows")
    func completed() async throws {
        let world = try await World()
        // One grey pixel.
        let png = try #require(
            Data(
                base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNo"
                    + "AAAAggCBd81ytgAAAABJRU5ErkJggg=="))
        let image = SimulatedTask.Result.object(SimulatedObject(.bytes([UInt8](png)), contentType: "image/png"))
        let task = SimulatedTask(shape: .images, results: [image, image])
        try world.studio.add(task)
        try await world.add([task])
        #expect(try await world.keepreel("run").status == 0)
        let second = try #require(try await world.keepreel.entries().first { $0["index"] as? Int == 1 })
        let key = try #require(second["key"] as? String)
        _ = try await world.storage.request("DELETE", "videos/\(key)")
        try FileManager.default.removeItem(atPath: world.keepreel.manifestPath)
        let dry = try await world.keepreel("recover", "--dry-run")
        #expect(dry.output.hasPrefix("keepreel (dry run): 1 object: 1 to recover ("), "\(dry.output)")
        #expect(try await world.keepreel("recover").output.hasPrefix("keepreel: 1 object: 1 recovered ("))
        let run = try await world.keepreel("run")
        #expect(run.status == 0 && run.output.contains("1 archived"), "\(run.output)\(run.errors)")
        #expect(try await world.keepreel.entries().count == 2)
        try await world.stop()
    }

    @Test("wrong keys and a storage that is not there have their exit codes")
    func refused() async throws {
        let world = try await World()
        var thief = world.keepreel
        thief.environment["AWS_SECRET_ACCESS_KEY"] = "a guess"
        let refused = try await thief("recover")
        #expect(refused.status == 77, "\(refused.errors)")
        var elsewhere = world.keepreel
        elsewhere.environment["KEEPREEL_STORAGE_ENDPOINT"] = "http://127.0.0.1:\(try FreePort.take())"
        let unlisted = try await elsewhere("recover")
        #expect(unlisted.status == 69 && unlisted.output == "keepreel: nothing was listed\n", "\(unlisted.output)")
        try await world.stop()
    }

    @Test(
        "a damaged manifest is refused by every command with 78 and the way out, and left as it is",
        arguments: ["header", "middle", "end", "log"])
    func damaged(place: String) async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        #expect(try await keepreel("add", "task-1", "task-2").status == 0)
        let url = URL(filePath: keepreel.manifestPath)
        var bytes = try Data(contentsOf: url)
        switch place {
        case "header": bytes.replaceSubrange(0..<16, with: Data(repeating: 0, count: 16))
        case "middle": bytes.replaceSubrange(4096..<bytes.count, with: Data(repeating: 0xA5, count: bytes.count - 4096))
        case "end": bytes.removeLast(5000)
        default: try Data(repeating: 7, count: 9000).write(to: URL(filePath: keepreel.manifestPath + "-wal"))
        }
        try bytes.write(to: url)
        for command in [["run"], ["add", "t"], ["status"], ["export"], ["link", "task-1"], ["recover"]] {
            let result = try await keepreel(command)
            #expect(result.status == 78, "\(command): \(result.errors)")
            #expect(result.errors.contains("keepreel recover"), "\(command): \(result.errors)")
        }
        #expect(try Data(contentsOf: url) == bytes)
    }

    /// Takes the last steps of the schema back, as a keepreel that did not know them left the file.
    private static func age(_ keepreel: Keepreel) async throws {
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            for name in ["INDEX video_by_object", "INDEX task_by_change", "INDEX video_by_change", "TABLE deep_pass",
                         "TABLE run", "TABLE notice", "TABLE manifest_identity", "TABLE tally"]:
                db.execute(f"DROP {name}")
            db.execute("ALTER TABLE video DROP COLUMN verified_at")
            db.execute("ALTER TABLE upload_part DROP COLUMN is_confirmed")
            db.execute("DELETE FROM schema_step WHERE name >= '4 '")
            db.commit()
            """
        let result = try await runProcess("python3", ["-c", script, keepreel.manifestPath])
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("an older manifest is migrated and kept beside it; a disk too full for the copy changes nothing")
    func old() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        #expect(try await keepreel("add", "task-1").status == 0)
        try await Self.age(keepreel)
        let before = try Data(contentsOf: URL(filePath: keepreel.manifestPath))
        // 80 KB of a file: enough for what SQLite needs beside the database, and not for a copy of it.
        let full = try await runProcess(
            "/bin/sh", ["-c", "ulimit -f 160; exec \(Keepreel.binary) status"],
            environment: keepreel.environment, workingDirectory: keepreel.home.path)
        #expect(before.count > 82_000)
        #expect(full.status == 75, "\(full.errors)")
        #expect(full.errors.contains("manifest.sqlite.before-4") && full.errors.contains("free space"))
        let folder = URL(filePath: keepreel.manifestPath).deletingLastPathComponent().path
        let left = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(left.allSatisfy { !$0.contains("before") && !$0.contains(".new-") }, "\(left)")
        let next = try await keepreel("status")
        #expect(next.status == 0 && next.output.contains("task-1"), "\(next.errors)")
        let copy = keepreel.manifestPath + ".before-4"
        var status = stat()
        #expect(stat(copy, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
}
