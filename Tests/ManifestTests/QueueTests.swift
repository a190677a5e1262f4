import FoundationEssentials
import GRDB
import Testing

@testable import Manifest

@Suite("What to do next")
struct QueueTests {
    let fixture: ManifestFixture
    let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
    }

    @Test("the video whose URL dies first comes first, one without a known end last")
    func order() throws {
        for (taskID, end) in [("late", 9.0), ("soon", 1), ("middle", 5)] {
            try manifest.addSucceeded(taskID, expiresAt: time(end * hour))
        }
        _ = try manifest.add([NewTask(taskID: "open")], origin: .added, now: time())
        _ = try manifest.record(.succeeded("open", [.url("https://x", expiresAt: nil)]))
        _ = try manifest.add([NewTask(taskID: "waiting")], origin: .added, now: time())
        try manifest.beginArchiving(VideoKey("soon"), bucket: "b", objectKey: "k", uploadToken: "u", at: time())
        var taken: [VideoKey] = []
        while let video = try manifest.nextVideo(excluding: Set(taken)) { taken.append(video.key) }
        #expect(taken.map(\.taskID) == ["soon", "middle", "late", "open"])
        #expect(try manifest.nextVideo(excluding: [])?.sourceURL == "https://oss/v.mp4?Signature=s")
        #expect(try manifest.nextVideo(excluding: [], only: ["late", "open"])?.key == VideoKey("late"))
        #expect(try manifest.nextVideo(excluding: [VideoKey("late")], only: ["late"]) == nil)
        #expect(try manifest.videosToArchive() == taken)
        #expect(try manifest.videosToArchive(limit: 2) == Array(taken.prefix(2)))
        #expect(try manifest.videosToArchive(only: ["open", "middle"]).map(\.taskID) == ["middle", "open"])
    }

    @Test("a row without a due time, as an older keepreel still running writes it, has its place by its URL's end")
    func withoutDueTime() throws {
        try manifest.addSucceeded("first", expiresAt: time(hour))
        try manifest.addSucceeded("older", expiresAt: time(2 * hour))
        try manifest.addSucceeded("last", expiresAt: time(3 * hour))
        try manifest.write { try $0.execute(sql: "UPDATE video SET due_at = NULL WHERE task_id = 'older'") }
        #expect(try manifest.videosToArchive().map(\.taskID) == ["first", "older", "last"])
        #expect(try manifest.atRisk(before: time(2.5 * hour)) == 2)
    }

    @Test("tasks to ask for come oldest first, page by page, each once")
    func pages() throws {
        let tasks = (0..<50).map { number in
            NewTask(taskID: "t\(number)", submittedAt: number % 3 == 0 ? nil : time(Double(number * 37 % 50)))
        }
        _ = try manifest.add(tasks, origin: .added, now: time(20.5))
        let expected = tasks.sorted {
            ($0.submittedAt ?? time(20.5), $0.taskID) < ($1.submittedAt ?? time(20.5), $1.taskID)
        }
        var seen: [String] = []
        var last: TaskRecord?
        while true {
            let page = try manifest.tasksToQuery(after: last, limit: 7)
            if page.isEmpty { break }
            #expect(page.count <= 7)
            seen += page.map(\.taskID)
            for task in page.prefix(3) {
                _ = try manifest.record(.succeeded(task.taskID, []))
            }
            last = page.last
        }
        #expect(seen == expected.map(\.taskID))
        #expect(try manifest.tasksToQuery(limit: 100).count == 50 - 8 * 3 + 2)
    }

    @Test(
        "only tasks of a region, or of none, can be asked for",
        arguments: [
            (nil, ["a", "b", "c", "d"]), ("beijing", ["a", "b"]), ("singapore", ["b", "c", "d"]), ("tokyo", ["b"]),
        ] as [(String?, [String])])
    func region(region: String?, expected: [String]) throws {
        try addToRegions()
        #expect(try manifest.tasksToQuery(limit: 9, region: region).map(\.taskID) == expected)
        #expect(try manifest.tasksToQuery(limit: 1, region: region).map(\.taskID) == Array(expected.prefix(1)))
    }

    @Test(
        "unfinished tasks of other regions are counted by region",
        arguments: [
            ("beijing", ["singapore": 2]), ("singapore", ["beijing": 1]), ("tokyo", ["beijing": 1, "singapore": 2]),
        ])
    func elsewhere(region: String, expected: [String: Int]) throws {
        try addToRegions()
        #expect(try manifest.tasksElsewhere(than: region, notAskedSince: time(1)) == expected)
        #expect(try manifest.tasksElsewhere(than: region, notAskedSince: time()) == [:])
        #expect(try manifest.plan(of: Manifest.elsewhereSQL).contains { $0.contains("task_to_query") })
    }

    @Test("tasks of other regions are found by when they were last asked for, else added, and by when they began")
    func forgottenElsewhere() throws {
        func add(_ taskID: String, submitted: Double?, region: String? = "beijing") throws {
            let task = NewTask(taskID: taskID, region: region, submittedAt: submitted.map { time($0) })
            _ = try manifest.add([task], origin: .added, now: time())
        }
        for taskID in ["old", "asked", "listed"] { try add(taskID, submitted: -50) }
        try add("oldest", submitted: -60)
        try add("young", submitted: 50)
        try add("timeless", submitted: nil)
        try add("here", submitted: -50, region: "singapore")
        try add("nowhere", submitted: -50, region: nil)
        _ = try manifest.record(TaskUpdate(taskID: "asked", status: "RUNNING", phase: .running, at: time(20)))
        try manifest.recordListed([ListedTask(taskID: "listed", status: "RUNNING")], round: "r", at: time(30))
        func elsewhere(_ notAskedSince: Double, _ begunBefore: Double, limit: Int = 9) throws -> [String] {
            try manifest.tasksElsewhere(
                than: "singapore", notAskedSince: time(notAskedSince), begunBefore: time(begunBefore), limit: limit
            ).map(\.taskID)
        }
        #expect(try elsewhere(20, 10) == ["oldest", "old", "timeless"])
        #expect(try elsewhere(20, 0) == ["oldest", "old"])
        #expect(try elsewhere(21, 0) == ["oldest", "asked", "old"])
        #expect(try elsewhere(99, 99).count == 6)
        #expect(try elsewhere(99, 99, limit: 1) == ["oldest"])
        #expect(try elsewhere(0, 99).isEmpty)
    }

    /// Running: one in Beijing, one of unknown region, two in Singapore; and one in Beijing that has ended.
    private func addToRegions() throws {
        let regions = [("a", "beijing"), ("b", nil), ("c", "singapore"), ("d", "singapore"), ("e", "beijing")]
        let tasks = regions.map { NewTask(taskID: $0.0, region: $0.1) }
        _ = try manifest.add(tasks, origin: .added, now: time())
        _ = try manifest.record(.succeeded("e", []))
    }

    @Test(
        "no statement of the run scans or sorts a table",
        arguments: [
            (Manifest.queueSQL, "video_to_archive"),
            ("SELECT * FROM task WHERE \(Manifest.tasksToQueryCondition)", "task_to_query"),
            ("SELECT * FROM task WHERE \(Manifest.unreportedFailuresCondition)", "task_to_report"),
            ("SELECT * FROM task WHERE \(Manifest.submittedWithinCondition)", "task_by_age"),
            (VideoRecord.sql(index: "video_to_report", where: Manifest.unreportedLossesCondition), "video_to_report"),
            (EntryQuery(EntryFilter()).sql, "task_by_age"),
            (
                EntryQuery(EntryFilter(states: [.lost], since: time(), expiresBefore: time(), changedSince: time()))
                    .sql,
                "task_by_age"
            ),
            (VideoRecord.sql(where: VideoRecord.waitingCondition), "SEARCH video USING INDEX sqlite_autoindex_video_1"),
            (
                VideoRecord.sql(where: VideoRecord.toArchiveCondition),
                "SEARCH video USING INDEX sqlite_autoindex_video_1"
            ),
            (Manifest.openCoverageSQL, "SEARCH video USING INDEX video_by_state"),
            (Manifest.archivedCoverageSQL, "video_by_archival (archived_at>"),
            (Manifest.lostCoverageSQL, "video_by_loss (lost_at>"),
            ("SELECT * FROM task WHERE \(Manifest.forgottenElsewhereCondition)", "task_to_query"),
            (Submission.sql(where: Submission.tokenCondition), "SEARCH submission"),
            (Submission.sql(where: Submission.taskCondition), "SEARCH submission"),
            (Submission.sql(where: Submission.clientCondition), "submission_by_client"),
            (Submission.sql(where: Submission.fingerprintCondition), "submission_by_fingerprint"),
            (Submission.sql(where: Submission.openCondition), "submission_open"),
            (Submission.submittedSQL, "SEARCH submission"),
        ])
    func plans(sql: String, index: String) throws {
        let steps = try manifest.plan(of: sql)
        #expect(steps.contains { $0.contains(index) }, "\(steps)")
        #expect(!steps.contains { $0.contains("TEMP B-TREE") }, "\(steps)")
    }
}
