import FoundationEssentials
import Testing

@testable import Manifest

@Suite("Coverage of a span of time")
struct CoverageTests {
    let fixture: ManifestFixture
    let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
    }

    /// Tasks an hour apart: `archived` with a video archived at hour 11 and one lost at hour 12, `pending` with one to be
    /// archived and one under way, `waiting`, `gone` at hour 13, `failed`, and `old`, added with no submission time known.
    private func fill() throws {
        _ = try manifest.add([NewTask(taskID: "old")], origin: .added, now: time(-hour))
        for (hours, taskID) in ["archived", "pending", "waiting", "gone", "failed"].enumerated() {
            let task = NewTask(taskID: taskID, submittedAt: time(Double(hours) * hour))
            _ = try manifest.add([task], origin: .added, now: time(9 * hour))
        }
        let urls = [ReportedVideo.url("https://a"), .url("https://b", index: 1, expiresAt: time(2 * hour))]
        for taskID in ["archived", "pending"] { _ = try manifest.record(.succeeded(taskID, urls)) }
        try manifest.archive(VideoKey("archived"), at: time(11 * hour))
        try manifest.lose(
            VideoKey("archived", 1), reason: RecordedError(code: "c", message: "m"), at: time(12 * hour))
        try manifest.beginArchiving(
            VideoKey("pending", 1), bucket: "b", objectKey: "k", uploadToken: "u", at: time())
        _ = try manifest.record(.gone("gone", at: time(13 * hour)))
        _ = try manifest.record(TaskUpdate(taskID: "failed", status: "FAILED", phase: .failed, at: time()))
    }

    @Test(
        "counts what is open, however old, and what was archived or lost since then",
        arguments: [
            (0.0, 0.0, Coverage(finished: 4, open: 2, archived: 1, pending: 2, atRisk: 0, lost: 2)),
            (0, 2.5, Coverage(finished: 4, open: 2, archived: 1, pending: 2, atRisk: 1, lost: 2)),
            (0, 23.5, Coverage(finished: 4, open: 2, archived: 1, pending: 2, atRisk: 2, lost: 2)),
            (0, 24.5, Coverage(finished: 4, open: 2, archived: 1, pending: 2, atRisk: 3, lost: 2)),
            (11, 26.5, Coverage(finished: 4, open: 2, archived: 1, pending: 2, atRisk: 4, lost: 2)),
            (12, 2.5, Coverage(finished: 3, open: 2, archived: 0, pending: 2, atRisk: 1, lost: 2)),
            (13, 2.5, Coverage(finished: 2, open: 2, archived: 0, pending: 2, atRisk: 1, lost: 1)),
            (14, 99, Coverage(finished: 2, open: 2, archived: 0, pending: 2, atRisk: 4, lost: 0)),
        ])
    func counts(since: Double, atRiskBefore: Double, expected: Coverage) throws {
        try fill()
        let coverage = try manifest.coverage(since: time(since * hour), atRiskBefore: time(atRiskBefore * hour))
        #expect(coverage == expected)
    }

    @Test("an empty manifest covers nothing")
    func empty() throws {
        #expect(try manifest.coverage(since: .distantPast, atRiskBefore: .distantFuture) == Coverage())
    }
}
