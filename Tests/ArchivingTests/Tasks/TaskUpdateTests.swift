import Foundation
import Manifest
import Media
import ModelStudio
import Testing

@testable import Archiving

@Suite("Model Studio's answer in the manifest's terms")
struct TaskUpdateTests {
    private static let at = Date(timeIntervalSince1970: 1_767_398_399)

    @Test(
        "only documented ends are ends; every other status is still running",
        arguments: [
            (.succeeded, .succeeded), (.failed, .failed), (.canceled, .failed), (.unknown, .gone),
            (.pending, .running), (.running, .running), (.other("SUSPENDED"), .running), (.other(""), .running),
        ] as [(TaskStatus, TaskPhase)])
    func phase(status: TaskStatus, phase: TaskPhase) {
        #expect(status.phase == phase)
        let update = TaskUpdate(TaskReport(taskID: "t", status: status), at: Self.at)
        #expect(update.phase == phase)
        #expect(update.status == status.name)
    }

    @Test("everything that was told is kept")
    func fields() {
        let report = TaskReport(
            taskID: "t", status: .failed, submittedAt: Self.at - 3, scheduledAt: Self.at - 2, endedAt: Self.at - 1,
            code: "C", message: "m", requestID: "r", usageJSON: "{}")
        let update = TaskUpdate(report, model: "wan", at: Self.at)
        #expect(update.taskID == "t")
        #expect(update.model == "wan")
        #expect(update.submittedAt == Self.at - 3)
        #expect(update.scheduledAt == Self.at - 2)
        #expect(update.endedAt == Self.at - 1)
        #expect(update.code == "C")
        #expect(update.message == "m")
        #expect(update.requestID == "r")
        #expect(update.usage == "{}")
        #expect(update.at == Self.at)
        #expect(update.videos.isEmpty)
    }

    @Test("each result keeps its place, its kind and the end of its own URL")
    func results() {
        let report = TaskReport(
            taskID: "t", status: .succeeded,
            results: [
                TaskResult(index: 0, outcome: .failed(code: "DataInspectionFailed", message: "no")),
                TaskResult(index: 1, outcome: .media(url: "https://h/a.mp4?Expires=1767400000", kind: .video)),
                TaskResult(index: 3, outcome: .media(url: "https://h/a.png", kind: .image)),
                TaskResult(index: 4, outcome: .media(url: "https://h/a.glb", kind: .any)),
            ], endedAt: Self.at)
        let videos = TaskUpdate(report, at: Self.at).videos
        #expect(videos.map(\.index) == [0, 1, 3, 4])
        #expect(videos.map(\.kind) == [.video, .video, .image, .other])
        let dayLater = Self.at + 86_400 - 60
        #expect(
            videos.map(\.outcome) == [
                .failed(code: "DataInspectionFailed", message: "no"),
                .url("https://h/a.mp4?Expires=1767400000", expiresAt: Date(timeIntervalSince1970: 1_767_400_000)),
                .url("https://h/a.png", expiresAt: dayLater), .url("https://h/a.glb", expiresAt: dayLater),
            ])
    }

    @Test("kinds and contents stand for each other", arguments: VideoKind.allCases)
    func kinds(kind: VideoKind) {
        #expect(VideoKind(kind.expectedContent) == kind)
    }
}
