import Failures
import FoundationEssentials
import Manifest
import Testing

@testable import KeepreelCLI

@Suite("What stands where there is no link")
struct StatusRowTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)
    private static let key = VideoKey(taskID: "t", index: 0)

    private static func task(_ phase: TaskPhase, _ status: String?) -> TaskRecord {
        TaskRecord(taskID: "t", status: status, phase: phase, origin: .added, addedAt: now)
    }

    private static func video(_ state: VideoState, _ error: RecordedError? = nil) -> VideoRecord {
        var video = VideoRecord(key: key, state: state, createdAt: now)
        video.lastError = error
        return video
    }

    private static let stopped = RecordedError(code: "run.stopped", message: "broken off, the next run goes on")

    @Test(
        "of each state",
        arguments: [
            (.none, .failed, "CANCELED", nil, "cancelled at Model Studio"),
            (.none, .failed, "FAILED", nil, "no reason given"),
            (.pending, .succeeded, "SUCCEEDED", nil, "not tried yet"),
            (.pending, .succeeded, "SUCCEEDED", stopped, "broken off, the next run goes on"),
            (
                .pending, .succeeded, "SUCCEEDED",
                RecordedError(code: "run.stopped", message: "source.cut: it ended"), "source.cut: it ended"
            ),
            (.pending, .succeeded, "SUCCEEDED", RecordedError(code: "c.d", message: "e"), "c.d: e"),
            (.waiting, .running, "RUNNING", nil, "RUNNING at Model Studio"),
            (.waiting, .running, nil, nil, "not asked yet"),
        ] as [(VideoState, TaskPhase, String?, RecordedError?, String)])
    func reason(state: VideoState, phase: TaskPhase, status: String?, error: RecordedError?, reason: String) {
        let row = StatusRow(
            task: Self.task(phase, status), video: Self.video(state, error), link: nil, now: Self.now)
        #expect(row.reason == reason)
    }

    @Test(
        "link says it as a sentence, with its exit code",
        arguments: [
            (.none, "CANCELED", nil, "was cancelled at Model Studio", .lost),
            (.none, "FAILED", nil, "ended without a video", .lost),
            (
                .pending, "SUCCEEDED", stopped,
                "is not archived yet; keepreel run does it: broken off, the next run goes on", .unfinished
            ),
        ] as [(VideoState, String, RecordedError?, String, Failures.ExitStatus)])
    func link(state: VideoState, status: String, error: RecordedError?, reason: String, exit: Failures.ExitStatus) {
        let told = MissingLink.explain(Self.video(state, error), of: Self.task(.failed, status))
        #expect(told.reason == reason && told.status == exit)
    }

    @Test(
        "a run that is restricted to a task tells why it leaves it as it is, unless it tells of it anyway",
        arguments: [
            (.archived, false, "is archived already"), (.lost, true, "was lost"), (.lost, false, nil),
            (.none, true, "was cancelled at Model Studio"), (.none, false, nil), (.pending, false, nil),
            (.waiting, false, nil),
        ] as [(VideoState, Bool, String?)])
    func only(state: VideoState, isReported: Bool, text: String?) {
        var (task, video) = (Self.task(.failed, "CANCELED"), Self.video(state))
        if isReported { (task.reportedAt, video.reportedAt) = (Self.now, Self.now) }
        #expect(OnlyTasks.text(video, of: task) == text)
    }

    @Test("a deadline that has passed has one word everywhere")
    func overdue() {
        var video = Self.video(.pending)
        video.dueAt = Self.now - 1
        let row = StatusRow(task: Self.task(.succeeded, nil), video: video, link: nil, now: Self.now)
        #expect(row.timeLeft.plain == "overdue")
    }
}
