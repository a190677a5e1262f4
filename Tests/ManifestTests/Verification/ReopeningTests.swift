import Failures
import FoundationEssentials
import Testing

@testable import Manifest

@Suite("archived videos whose object is gone or wrong")
struct ReopeningTests {
    private static let reason = RecordedError(code: "verify.missing", message: "the object is not in the bucket")
    private static let key = VideoKey("t")
    private let fixture: ManifestFixture
    private let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
        try manifest.addSucceeded("t")
        try manifest.archive(Self.key)
        try manifest.recordRead(Self.key, etag: nil, at: time(70))
    }

    @Test("it is asked for again, keeps key and URL, and becomes archived from a fresh URL")
    func again() throws {
        try manifest.reopen(Self.key, reason: Self.reason, at: time(100))
        let waiting = try #require(try manifest.video(Self.key))
        #expect(waiting.state == .waiting && waiting.wasArchived && waiting.lastError == Self.reason)
        #expect(waiting.objectKey == "k/t.mp4" && waiting.url == "https://b/k/t.mp4")
        #expect(waiting.uploadToken == nil && waiting.archivedAt == nil)
        #expect(try manifest.tasksToQuery(limit: 9).map(\.taskID) == ["t"])
        _ = try manifest.record(.succeeded("t", [.url("https://oss/fresh", expiresAt: time(24 * hour))], at: time(101)))
        let pending = try #require(try manifest.video(Self.key))
        #expect(pending.state == .pending && pending.wasArchived && pending.objectKey == "k/t.mp4")
        try manifest.archive(Self.key, at: time(110))
        #expect(try manifest.video(Self.key)?.wasArchived == false)
        #expect(try manifest.countUnread(in: "b", since: time(1)) == 1)
    }

    @Test("where the service has forgotten the task, it is lost, and both reasons are told")
    func forgotten() throws {
        try manifest.reopen(Self.key, reason: Self.reason, at: time(100))
        let outcome = try manifest.record(.gone("t", at: time(101)))
        #expect(outcome.lostNow.map(\.key) == [Self.key])
        let lost = try #require(try manifest.video(Self.key))
        #expect(lost.state == .lost)
        #expect(lost.lastError?.code == "verify.missing")
        let reasons = "the object is not in the bucket, and Model Studio does not know the task"
        #expect(lost.lastError?.message.hasPrefix(reasons) == true)
    }

    @Test("a video that the service refuses this time, or does not name, is lost and not none")
    func refused() throws {
        try manifest.reopen(Self.key, reason: Self.reason, at: time(100))
        _ = try manifest.record(.succeeded("t", [], at: time(101)))
        #expect(try manifest.video(Self.key)?.state == .lost)
        #expect(try manifest.unreportedLosses(limit: 9).count == 1)
    }

    @Test("what can be had from nowhere is lost at once")
    func forsaken() throws {
        try manifest.forsake(Self.key, reason: Self.reason, at: time(100))
        #expect(try manifest.video(Self.key)?.state == .lost)
        #expect(try manifest.video(Self.key)?.lastError == Self.reason)
        #expect(try manifest.tasksToQuery(limit: 9).isEmpty)
    }

    @Test("only an archived video can be put back")
    func illegal() throws {
        try manifest.addSucceeded("open")
        for step in [manifest.reopen, manifest.forsake] {
            #expect { try step(VideoKey("open"), Self.reason, time()) } throws: {
                ($0 as? Failure)?.code == "manifest.illegal-transition"
            }
            #expect { try step(VideoKey("nobody"), Self.reason, time()) } throws: {
                ($0 as? Failure)?.code == "manifest.unknown-video"
            }
        }
    }
}
