import FoundationEssentials
import Testing

@testable import Manifest

@Suite("What a report means for a video")
struct VideoChangeTests {
    static let url = ReportedVideo.Outcome.url("https://new", expiresAt: time(24 * hour))
    static let refused = ReportedVideo.Outcome.failed(code: "DataInspectionFailed", message: "no")
    static let refusal = RecordedError(code: "DataInspectionFailed", message: "no")
    static let use = VideoChange.source("https://new", expiresAt: time(24 * hour))

    static func record(_ state: VideoState, source: String? = nil, expiresAt: Date? = nil) -> VideoRecord {
        var record = VideoRecord(key: VideoKey("t"), state: state, createdAt: time())
        record.sourceURL = source
        record.expiresAt = expiresAt
        return record
    }

    @Test(
        "a reported result",
        arguments: [
            (nil, url, use), (nil, refused, .end(.none, refusal)),
            (record(.waiting), url, use), (record(.waiting), refused, .end(.none, refusal)),
            (record(.pending, source: "https://old", expiresAt: time(hour)), url, use),
            (record(.pending, source: "https://old"), url, use),
            (record(.pending, source: "https://new", expiresAt: time(24 * hour)), url, .keep),
            (record(.pending, source: "https://newer", expiresAt: time(25 * hour)), url, .keep),
            (record(.pending, source: "https://old"), refused, .keep),
            (record(.archiving, source: "https://old", expiresAt: time(hour)), url, use),
            (record(.archiving, source: "https://new", expiresAt: time(24 * hour)), url, .keep),
            (record(.archived), url, .keep), (record(.archived), refused, .keep),
            (record(.lost), url, use),
            (record(.lost, expiresAt: time(-hour)), url, use),
            (record(.lost, expiresAt: time(24 * hour)), url, .keep),
            (record(.lost), .url("https://dead", expiresAt: time(-1)), .keep),
            (record(.lost), .url("https://unknown", expiresAt: nil), .keep),
            (record(.lost), refused, .keep),
            (record(.none), url, .keep), (record(.none), refused, .keep),
        ] as [(VideoRecord?, ReportedVideo.Outcome, VideoChange)])
    func reported(record: VideoRecord?, outcome: ReportedVideo.Outcome, expected: VideoChange) {
        #expect(VideoChange(of: record, reported: outcome, at: time()) == expected)
    }

    @Test(
        "a video the report of an ended task does not mention",
        arguments: [
            (VideoState.waiting, TaskPhase.succeeded, VideoChange.end(.none, refusal)),
            (.waiting, .failed, .end(.none, refusal)), (.waiting, .gone, .end(.lost, refusal)),
            (.waiting, .running, .keep), (.pending, .gone, .keep), (.pending, .succeeded, .keep),
            (.archiving, .gone, .keep), (.archived, .gone, .keep), (.lost, .gone, .keep), (.none, .failed, .keep),
        ])
    func unmentioned(state: VideoState, phase: TaskPhase, expected: VideoChange) {
        #expect(VideoChange(ofUnmentioned: Self.record(state), phase: phase, error: Self.refusal) == expected)
    }

    @Test("a task that is gone without a word gets a reason")
    func reason() {
        let change = VideoChange(ofUnmentioned: Self.record(.waiting), phase: .gone, error: nil)
        guard case .end(.lost, let error) = change else {
            Issue.record("not lost")
            return
        }
        #expect(error?.code == "studio.task-gone")
    }
}
