import Failures
import FoundationEssentials
import Testing

@testable import Manifest

@Suite("Recording what Model Studio answers")
struct RecordingTests {
    let fixture: ManifestFixture
    let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
        _ = try manifest.add([NewTask(taskID: "t")], origin: .added, now: time())
    }

    @Test("a running task keeps waiting and shows its status")
    func running() throws {
        let update = TaskUpdate(
            taskID: "t", status: "PRE-PROCESSING", phase: .running, submittedAt: time(-9), requestID: "r", at: time(5))
        #expect(try manifest.record(update) == RecordOutcome())
        let task = try #require(try manifest.task("t"))
        #expect(task.status == "PRE-PROCESSING")
        #expect(task.isFinished == false)
        #expect(task.queriedAt == time(5))
        #expect(task.submittedAt == time(-9))
        #expect(try manifest.video(VideoKey("t"))?.state == .waiting)
    }

    @Test("each result of a task gets its row; the refused one none with its error")
    func results() throws {
        let refused = ReportedVideo(
            index: 1, kind: .image, outcome: .failed(code: "DataInspectionFailed", message: "no"))
        var update = TaskUpdate.succeeded("t", [.url("https://a"), refused, .url("https://c", index: 2)])
        update.model = "wan"
        update.endedAt = time(-1)
        update.usage = #"{"image_count":2}"#
        let outcome = try manifest.record(update)
        #expect(outcome == RecordOutcome(newlyPending: 2, failedNow: false, lostNow: []))
        let videos = try manifest.videos(of: "t")
        #expect(videos.map(\.state) == [.pending, .none, .pending])
        #expect(videos.map(\.sourceURL) == ["https://a", nil, "https://c"])
        #expect(videos.map(\.kind) == [.video, .image, .video])
        #expect(videos[1].lastError == RecordedError(code: "DataInspectionFailed", message: "no"))
        let task = try #require(try manifest.task("t"))
        #expect(task.model == "wan" && task.endedAt == time(-1) && task.usage == #"{"image_count":2}"#)
    }

    @Test(
        "a failed or canceled task has none, with the task's error, and is new once", arguments: ["FAILED", "CANCELED"])
    func failed(status: String) throws {
        var update = TaskUpdate(taskID: "t", status: status, phase: .failed, at: time())
        if status == "FAILED" { (update.code, update.message) = ("InternalError", "it broke") }
        #expect(try manifest.record(update).failedNow)
        let video = try #require(try manifest.video(VideoKey("t")))
        #expect(video.state == .none)
        #expect(video.lastError?.description == (status == "FAILED" ? "InternalError: it broke" : nil))
        #expect(try manifest.record(update).failedNow == false)
    }

    @Test(
        "why a task failed outlives later answers that know nothing of it",
        arguments: [("UNKNOWN", TaskPhase.gone), ("RUNNING", .running)])
    func failureKept(status: String, phase: TaskPhase) throws {
        _ = try manifest.record(
            TaskUpdate(
                taskID: "t", status: "FAILED", phase: .failed, code: "InvalidImage", message: "too small",
                requestID: "r-1", at: time()))
        let later = TaskUpdate(
            taskID: "t", status: status, phase: phase, code: "Other", message: "other", requestID: "r-2", at: time(9))
        #expect(try manifest.record(later) == RecordOutcome())
        let task = try #require(try manifest.task("t"))
        #expect(task.status == "FAILED" && task.phase == .failed)
        #expect(task.error == RecordedError(code: "InvalidImage", message: "too small"))
        #expect(task.requestID == "r-1" && task.queriedAt == time(9))
        #expect(try manifest.video(VideoKey("t"))?.lastError == task.error)
        #expect(try manifest.keys(EntryFilter(changedSince: time(1))).isEmpty)
    }

    @Test("a task that succeeded without media has none")
    func withoutMedia() throws {
        #expect(try manifest.record(.succeeded("t", [])) == RecordOutcome())
        #expect(try manifest.video(VideoKey("t"))?.state == VideoState.none)
        #expect(try manifest.task("t")?.isFinished == true)
    }

    @Test("a task that is gone loses what waits, and says so once")
    func gone() throws {
        let outcome = try manifest.record(.gone("t", at: time(3)))
        #expect(outcome.lostNow.map(\.key) == [VideoKey("t")])
        #expect(outcome.lostNow.first?.lastError?.code == "studio.task-gone")
        #expect(try manifest.video(VideoKey("t"))?.lostAt == time(3))
        #expect(try manifest.record(.gone("t", at: time(4))).lostNow.isEmpty)
    }

    @Test("a task forgotten after it succeeded keeps its word, its pending and its archived videos")
    func forgotten() throws {
        _ = try manifest.record(.succeeded("t", [.url("https://a"), .url("https://b", index: 1)]))
        try manifest.archive(VideoKey("t", 1))
        let archived = try manifest.video(VideoKey("t", 1))
        #expect(try manifest.record(.gone("t", at: time(hour))) == RecordOutcome())
        #expect(try manifest.task("t")?.status == "SUCCEEDED")
        #expect(try manifest.video(VideoKey("t"))?.state == .pending)
        #expect(try manifest.video(VideoKey("t", 1)) == archived)
    }

    @Test("the same answer again changes no row, even with times finer than the manifest keeps")
    func idempotent() throws {
        var update = TaskUpdate.succeeded("t", [.url("https://a", expiresAt: time(hour + 0.000_7))])
        update.endedAt = time(-1.105_000_3)
        #expect(try manifest.record(update).newlyPending == 1)
        let (task, videos) = (try manifest.task("t"), try manifest.videos(of: "t"))
        update.at = time(60)
        #expect(try manifest.record(update) == RecordOutcome())
        #expect(try manifest.videos(of: "t") == videos)
        var queried = task
        queried?.queriedAt = time(60)
        #expect(try manifest.task("t") == queried)
        #expect(try manifest.keys(EntryFilter(changedSince: time(30))).isEmpty)
    }

    @Test("a fresh URL replaces the old one, under way or not, and an older one does not")
    func fresh() throws {
        let key = VideoKey("t")
        _ = try manifest.record(.succeeded("t", [.url("https://a", expiresAt: time(hour))]))
        #expect(try manifest.record(.succeeded("t", [.url("https://b", expiresAt: time(2 * hour))])) == RecordOutcome())
        #expect(try manifest.video(key)?.sourceURL == "https://b")
        try manifest.beginArchiving(key, bucket: "b", objectKey: "k", uploadToken: "u", at: time())
        _ = try manifest.record(.succeeded("t", [.url("https://c", expiresAt: time(3 * hour))]))
        _ = try manifest.record(.succeeded("t", [.url("https://a", expiresAt: time(hour))]))
        let video = try #require(try manifest.video(key))
        #expect(video.sourceURL == "https://c" && video.expiresAt == time(3 * hour))
        #expect(video.state == .archiving && video.uploadToken == "u")
    }

    @Test("a task nobody added is a bug")
    func unknown() throws {
        let failure = #expect(throws: Failure.self) { try manifest.record(.gone("nobody")) }
        #expect(failure?.code == "manifest.unknown-task")
        #expect(failure?.disposition == .stop(.bug))
    }
}
