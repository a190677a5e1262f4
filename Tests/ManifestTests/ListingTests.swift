import Failures
import FoundationEssentials
import Testing

@testable import Manifest

@Suite("Listing")
struct ListingTests {
    let fixture: ManifestFixture
    let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
    }

    /// One task of each kind, an hour apart: archived, pending, waiting, lost, failed.
    private func fill() throws {
        for (hours, taskID) in ["archived", "pending", "waiting", "lost", "failed"].enumerated() {
            let task = NewTask(taskID: taskID, submittedAt: time(Double(hours) * hour))
            _ = try manifest.add([task], origin: .added, now: time(-hour))
        }
        let urls = [ReportedVideo.url("https://a"), .url("https://b", index: 1, expiresAt: time(2 * hour))]
        for taskID in ["archived", "pending"] { _ = try manifest.record(.succeeded(taskID, urls)) }
        try manifest.archive(VideoKey("archived"))
        try manifest.archive(VideoKey("archived", 1), at: time(5 * hour))
        _ = try manifest.record(.gone("lost"))
        _ = try manifest.record(TaskUpdate(taskID: "failed", status: "FAILED", phase: .failed, at: time(9 * hour)))
    }

    @Test("10,000 tasks come in the order of their submission, with every video of each in its order")
    func manyInOrder() throws {
        let tasks = (0..<10_000).map { number in
            let shuffled = number * 7919 % 10_000
            return NewTask(taskID: "t\(number)", submittedAt: shuffled % 5 == 0 ? nil : time(Double(shuffled)))
        }
        for start in stride(from: 0, to: tasks.count, by: 1000) {
            _ = try manifest.add(Array(tasks[start..<start + 1000]), origin: .discovered, now: time(500))
        }
        _ = try manifest.record(.succeeded("t77", [.url("https://a"), .url("https://b", index: 1)]))
        let expected = tasks.sorted {
            ($0.submittedAt ?? time(500), $0.taskID) < ($1.submittedAt ?? time(500), $1.taskID)
        }.flatMap { $0.taskID == "t77" ? [VideoKey("t77"), VideoKey("t77", 1)] : [VideoKey($0.taskID)] }
        #expect(try manifest.keys() == expected)
    }

    @Test(
        "a filter lets through what meets all its conditions",
        arguments: [
            (
                EntryFilter(),
                ["archived", "archived#1", "pending", "pending#1", "waiting", "lost", "failed"]
            ),
            (EntryFilter(states: [.archived, .none]), ["archived", "archived#1", "failed"]),
            (EntryFilter(states: []), []),
            (EntryFilter(since: time(2 * hour)), ["waiting", "lost", "failed"]),
            (EntryFilter(expiresBefore: time(3 * hour)), ["pending#1"]),
            (EntryFilter(expiresBefore: time(25 * hour)), ["pending", "pending#1"]),
            (EntryFilter(expiresBefore: time(27 * hour)), ["pending", "pending#1", "waiting"]),
            (EntryFilter(taskIDs: ["waiting", "nobody", "archived"]), ["archived", "archived#1", "waiting"]),
            (EntryFilter(taskIDs: []), []),
            (EntryFilter(taskIDs: [#"a"b\"#]), []),
            (EntryFilter(changedSince: time(5 * hour)), ["archived#1", "failed"]),
            (EntryFilter(states: [.archived], since: time(1), changedSince: time()), []),
        ])
    func filters(filter: EntryFilter, expected: [String]) throws {
        try fill()
        #expect(try manifest.keys(filter).map(\.description) == expected)
    }

    @Test("a listing holds no source URL, and neither do printed records")
    func secrets() throws {
        try manifest.addSucceeded("t", url: "https://oss/v.mp4?Signature=s3cret")
        try manifest.forEachEntry { _, video in #expect(video.sourceURL == nil) }
        let video = try #require(try manifest.video(VideoKey("t")))
        var dumped = ""
        dump(video, to: &dumped)
        dump(ReportedVideo.url("https://oss/v.mp4?Signature=s3cret"), to: &dumped)
        #expect(!"\(video) \(ReportedVideo.url("?Signature=s3cret")) \(dumped)".contains("s3cret"))
    }

    @Test("what the body throws ends the listing and comes through as it is")
    func bodyThrows() throws {
        struct Broken: Error {}
        try fill()
        var count = 0
        #expect(throws: Broken.self) {
            try manifest.forEachEntry { _, _ in
                count += 1
                if count == 2 { throw Broken() }
            }
        }
        #expect(count == 2)
        #expect(try manifest.keys().count == 7)
    }

    @Test("a listing shows one moment, though another process writes meanwhile")
    func oneMoment() throws {
        try fill()
        let other = try fixture.open()
        var states: [VideoState] = []
        try manifest.forEachEntry(EntryFilter(taskIDs: ["pending"])) { _, video in
            if states.isEmpty { try other.archive(VideoKey("pending", 1)) }
            states.append(video.state)
        }
        #expect(states == [.pending, .pending])
        #expect(try manifest.video(VideoKey("pending", 1))?.state == .archived)
    }

    @Test("counts by state, and what will be out of reach")
    func counts() throws {
        try fill()
        let counts = try manifest.counts()
        #expect(VideoState.allCases.map { counts[$0] } == [1, 2, 0, 2, 1, 1])
        #expect(counts.total == 7)
        for (hours, expected) in [(1.0, 0), (3, 1), (25, 2), (27, 3)] {
            #expect(try manifest.atRisk(before: time(hours * hour)) == expected)
        }
    }

    @Test("a failure and a loss are told until they are marked, a later loss of the same video again")
    func reporting() throws {
        try fill()
        #expect(try manifest.unreportedFailures(limit: 9).map(\.taskID) == ["failed"])
        #expect(try manifest.unreportedLosses(limit: 9).map(\.key) == [VideoKey("lost")])
        #expect(try manifest.unreportedLosses(limit: 0).isEmpty)
        let losses = [VideoKey("lost"), VideoKey("pending")]
        try manifest.markReported(failures: ["failed", "nobody"], losses: losses, at: time(hour))
        #expect(try manifest.unreportedFailures(limit: 9).isEmpty)
        #expect(try manifest.unreportedLosses(limit: 9).isEmpty)
        #expect(try manifest.task("failed")?.reportedAt == time(hour))
        #expect(try manifest.video(VideoKey("pending"))?.reportedAt == nil)
        try manifest.renew(VideoKey("lost"), url: "https://x", expiresAt: time(hour), at: time())
        try manifest.lose(VideoKey("lost"), reason: RecordedError(code: "c", message: "m"), at: time())
        #expect(try manifest.unreportedLosses(limit: 9).map(\.key) == [VideoKey("lost")])
    }

    @Test("what is to be told is read page by page, each once, marked or not")
    func reportingPages() throws {
        let ids = (0..<10).map { "t\($0)" }
        _ = try manifest.add(
            ids.map { NewTask(taskID: $0, submittedAt: time(-10)) } + [NewTask(taskID: "v")], origin: .added,
            now: time())
        for id in ids { _ = try manifest.record(TaskUpdate(taskID: id, status: "F", phase: .failed, at: time())) }
        _ = try manifest.record(.succeeded("v", (0..<10).map { .url("https://v", index: $0) }))
        for index in 0..<10 {
            let reason = RecordedError(code: "c", message: "m")
            try manifest.lose(VideoKey("v", index), reason: reason, at: time(Double(index / 3)))
        }
        var (failures, losses): ([TaskRecord], [VideoRecord]) = ([], [])
        for _ in 0..<4 {
            failures += try manifest.unreportedFailures(after: failures.last, limit: 3)
            losses += try manifest.unreportedLosses(after: losses.last, limit: 3)
        }
        #expect(failures.map(\.taskID) == ids)
        #expect(losses.map(\.key.index) == Array(0..<10))
        #expect(try manifest.unreportedFailures(after: failures.last, limit: 3).isEmpty)
        #expect(try manifest.unreportedLosses(after: losses.last, limit: 3).isEmpty)
    }
}
