import Testing

@testable import Manifest

@Suite("What happened since the manifest counts it")
struct TallyTests {
    @Test("each archival, loss and failure counts in the step that makes it true, once, and is never taken back")
    func counts() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        #expect(try manifest.tally() == Tally())
        for task in ["a", "b", "gone"] { try manifest.addSucceeded(task) }
        _ = try manifest.add([NewTask(taskID: "failed")], origin: .added, now: time())
        _ = try manifest.record(TaskUpdate(taskID: "failed", status: "FAILED", phase: .failed, at: time()))
        try manifest.archive(VideoKey("a"))
        try manifest.archive(VideoKey("b"))
        try manifest.lose(VideoKey("gone"), reason: RecordedError(code: "c", message: "m"), at: time())
        #expect(try manifest.tally().lost == 0, "nobody was told")
        for _ in 0..<2 {
            try manifest.markReported(
                failures: ["failed", "a"], losses: [VideoKey("gone"), VideoKey("a")], at: time())
        }
        var expected = Tally()
        (expected.archived, expected.bytes, expected.lost, expected.failed) = (2, 14, 1, 1)
        #expect(try manifest.tally() == expected)
        try manifest.renew(VideoKey("gone"), url: "https://oss/again", expiresAt: time(hour), at: time())
        #expect(try manifest.tally() == expected)
        #expect(try Manifest.openForReading(path: try fixture.pathAfterKill()).tally() == expected)
    }
}
