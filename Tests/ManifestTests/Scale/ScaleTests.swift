import FoundationEssentials
import GRDB
import Testing

@testable import Manifest

/// Nothing that `run`, `link` and `status` do may grow with the videos that were archived long ago. The statements
/// they make are listened to in a manifest of many, and SQLite is asked how it goes about each.
@Suite("A manifest of many archived videos")
struct ScaleTests {
    private static let count = 20_000
    private let fixture: ManifestFixture
    private let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
        try fill()
    }

    /// A video a minute, the last one two days ago.
    private func fill() throws {
        let last = time(-48 * hour).unixMilliseconds
        try manifest.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(Self.count))
                    INSERT INTO task (task_id, phase, origin, submitted_at, added_at, changed_at)
                    SELECT printf('t-%06d', i), 'succeeded', 'discovered', \(last) - i * 60000, \(last) - i * 60000,
                        \(last) - i * 60000 FROM n;
                    INSERT INTO video (task_id, idx, state, kind, bucket, object_key, url, size, crc64, etag, attempts,
                        created_at, updated_at, archived_at)
                    SELECT task_id, 0, 'archived', 'video', 'b', 'k/' || task_id, 'https://b/k/' || task_id, 5, 7, 'e', 0,
                        added_at, added_at, added_at FROM task
                    """)
        }
    }

    /// Indexes that hold no archived video and no task that has ended well: a walk through them is short.
    private static let partialIndexes = ["video_to_archive", "video_to_report", "task_to_query", "task_to_report"]

    /// The statements that `body` makes of the manifest.
    private func statements(_ body: () throws -> Void) throws -> [String] {
        let log = StatementLog()
        try manifest.read { db in db.trace(options: .statement) { log.add("\($0)") } }
        try body()
        try manifest.read { $0.trace() }
        return log.statements.filter { $0.hasPrefix("SELECT") }
    }

    private func expectShortWays(_ name: String, _ body: () throws -> Void) throws {
        let statements = try statements(body)
        #expect(!statements.isEmpty)
        for sql in Set(statements) {
            let plan = try manifest.plan(of: sql)
            let walks = plan.filter { step in
                (step.hasPrefix("SCAN video") || step.hasPrefix("SCAN task") || step.hasPrefix("SCAN changed"))
                    && !Self.partialIndexes.contains { step.contains($0) }
            }
            #expect(walks.isEmpty, "\(name): \(sql)")
        }
    }

    @Test("what a run asks goes through no archived video that it has nothing to do with")
    func run() throws {
        try expectShortWays("run") {
            _ = try manifest.tasksToQuery(limit: 100, notListedIn: "r", region: "s")
            _ = try manifest.nextVideo(excluding: [])
            _ = try manifest.videosToArchive()
            _ = try manifest.counts(of: [.waiting, .pending, .archiving])
            _ = try manifest.coverage(since: time(-24 * hour), atRiskBefore: time(2 * hour))
            _ = try manifest.unreportedFailures(limit: 100)
            _ = try manifest.unreportedLosses(limit: 100)
            _ = try manifest.tasksElsewhere(than: "r", notAskedSince: time())
            _ = try manifest.tasksElsewhere(than: "r", notAskedSince: time(), begunBefore: time(), limit: 9)
            _ = try manifest.abandonedUploads(limit: 100)
            try manifest.forEachEntry(EntryFilter(changedSince: time(-60))) { _, _ in Issue.record("an old entry") }
            try manifest.scrub()
        }
    }

    @Test("a link, and the status of some tasks and of an hour, cost what they tell")
    func looks() throws {
        var rows = 0
        try expectShortWays("link") { rows += try manifest.videos(of: "t-010000").count }
        try expectShortWays("status") {
            try manifest.forEachEntry(EntryFilter(since: time(-49 * hour))) { _, _ in rows += 1 }
            try manifest.forEachEntry(EntryFilter(taskIDs: ["t-000001", "t-019999"])) { _, _ in rows += 1 }
            _ = try manifest.task("t-000001")
            _ = try manifest.openSubmissions()
        }
        #expect(rows == 1 + 61 + 2)
    }

    @Test("a page of a verification is found by its keys")
    func verification() throws {
        try expectShortWays("verify") {
            _ = try manifest.archivedBuckets()
            _ = try manifest.archivedKeys(in: "b")
            let first = try manifest.archivedVideos(in: "b", limit: 1000)
            #expect(first.videos.count == 1000)
            _ = try manifest.archivedVideos(in: "b", after: first.next, limit: 1000)
            _ = try manifest.archivedObjects(in: "b", keys: ["k/t-000001"])
        }
    }

    @Test("the newest tasks are the first of an index")
    func newest() throws {
        #expect(try manifest.newestTaskIDs(limit: 2) == ["t-000000", "t-000001"])
        let plan = try manifest.plan(of: Manifest.newestSQL.replacing("?", with: "2"))
        #expect(plan == ["SCAN task USING INDEX task_by_age"])
    }

    @Test("a walk through all would be seen")
    func seen() throws {
        let all = try statements { _ = try manifest.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM video") } }
        let plan = try manifest.plan(of: try #require(all.first))
        #expect(plan.contains { $0.hasPrefix("SCAN video") }, "\(plan)")
    }
}
