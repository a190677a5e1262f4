import FoundationEssentials
import GRDB
import Testing

@testable import Manifest

@Suite("The second schema step")
struct SecondStepTests {
    /// A database as the first step alone made it, with a task in each situation, videos, sources and traces.
    private func makeFirst(_ path: String) throws {
        let database = try DatabaseQueue(path: path)
        let first = Schema(steps: Array(Schema.current.steps.prefix(1)))
        try database.write { db in
            try first.migrate(db)
            for (taskID, submitted, phase) in [
                ("both", 1000, "succeeded"), ("url-first", 900_000_000, "succeeded"), ("no-start", nil, "succeeded"),
                ("no-end", 2000, "succeeded"), ("neither", nil, "succeeded"), ("waiting", 3000, "running"),
                ("archived", 4000, "succeeded"),
            ] as [(String, Int?, String)] {
                try db.execute(
                    sql: """
                        INSERT INTO task (task_id, model, region, status, phase, origin, submitted_at, added_at,
                            queried_at, code, message, request_id, usage, reported_at, changed_at)
                        VALUES (?, 'm', 'beijing', 'S', ?, 'added', ?, 5000, 6000, 'c', 'm', 'r', '{}', 7000, 8000)
                        """, arguments: [taskID, phase, submitted])
            }
            for (taskID, state, expires) in [
                ("both", "pending", 90_000_000), ("url-first", "archiving", 80_000_000),
                ("no-start", "pending", 70_000_000), ("no-end", "pending", nil), ("neither", "pending", nil),
                ("waiting", "waiting", nil), ("archived", "archived", 60_000_000),
            ] as [(String, String, Int?)] {
                try db.execute(
                    sql: """
                        INSERT INTO video (task_id, idx, state, kind, expires_at, bucket, object_key, url, size, crc64,
                            attempts, error_code, error_message, created_at, updated_at)
                        VALUES (?, 0, ?, 'video', ?, 'b', 'k', 'https://b/k', 7, -1, 2, 'c', 'm', 8000, 9000)
                        """, arguments: [taskID, state, expires])
                try db.execute(
                    sql: "INSERT INTO source (task_id, idx, url) VALUES (?, 0, ?)",
                    arguments: [taskID, state == "archived" ? nil : "https://s/\(taskID)"])
            }
        }
        try database.close()
    }

    private func rows(_ path: String, _ table: String, columns: String = "*") throws -> [String] {
        let database = try DatabaseQueue(path: path)
        defer { try? database.close() }
        return try database.read { db in
            try Row.fetchAll(db, sql: "SELECT \(columns) FROM \(table) ORDER BY task_id").map(\.description)
        }
    }

    @Test("everything the first step held is kept, and only what is to be archived gets a due time")
    func kept() throws {
        let fixture = try ManifestFixture()
        try makeFirst(fixture.path)
        let columns = """
            task_id, idx, state, kind, expires_at, bucket, object_key, url, size, crc64, attempts, error_code, \
            error_message, created_at, updated_at
            """
        let taskColumns = """
            task_id, model, region, status, phase, origin, submitted_at, added_at, queried_at, code, message, \
            request_id, usage, reported_at, changed_at, began_at
            """
        let before = try (
            rows(fixture.path, "task", columns: taskColumns), rows(fixture.path, "video", columns: columns),
            rows(fixture.path, "source")
        )
        let manifest = try fixture.open()
        #expect(try manifest.read(Schema.current.isComplete))
        #expect(try rows(fixture.path, "task", columns: taskColumns) == before.0)
        #expect(try rows(fixture.path, "video", columns: columns) == before.1)
        #expect(try rows(fixture.path, "source") == before.2)
        let due = try manifest.read { db in
            try Row.fetchAll(db, sql: "SELECT task_id, due_at FROM video WHERE due_at IS NOT NULL ORDER BY task_id")
                .map { "\(try $0.decode(String.self, atIndex: 0)) \(try $0.decode(Int.self, atIndex: 1))" }
        }
        #expect(due == ["both 86401000", "no-end 86402000", "no-start 70000000", "url-first 80000000"])
        #expect(try manifest.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") } == ["ok"])
    }

    @Test("the queue of a migrated manifest goes by due time along its index, and submissions can begin")
    func used() throws {
        let fixture = try ManifestFixture()
        try makeFirst(fixture.path)
        let manifest = try fixture.open()
        var taken: [VideoKey] = []
        while let video = try manifest.nextVideo(excluding: Set(taken)) {
            #expect(video.sourceURL == "https://s/\(video.key)")
            taken.append(video.key)
        }
        #expect(taken.map(\.taskID) == ["no-start", "url-first", "both", "no-end", "neither"])
        let plan = try manifest.plan(of: Manifest.queueSQL)
        #expect(plan.count == 1 && plan.allSatisfy { $0.contains("INDEX video_to_archive") }, "\(plan)")
        let submission = Submission(token: "s", fingerprint: "f", model: "m", region: "r", sentAt: time())
        try manifest.beginSubmission(submission)
        try manifest.acceptSubmission("s", task: NewTask(taskID: "waiting"), at: time())
        #expect(try manifest.task("waiting")?.origin == .submitted)
    }

    @Test("the tables of a migrated manifest are those of a new one")
    func alike() throws {
        let (old, new) = (try ManifestFixture(), try ManifestFixture())
        try makeFirst(old.path)
        func schema(_ manifest: Manifest) throws -> [String] {
            try manifest.read {
                try String.fetchAll($0, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
            }
        }
        #expect(try schema(old.open()) == schema(new.open()))
    }
}
