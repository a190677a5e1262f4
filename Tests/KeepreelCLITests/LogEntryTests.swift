import Archiving
import Failures
import FoundationEssentials
import Manifest
import Testing

@testable import KeepreelCLI

@Suite("Log lines in JSON")
struct LogEntryTests {
    private static let time = Date(timeIntervalSince1970: 1_795_246_260.25)
    private static let stamp = "\"time\":\"2026-11-21T07:31:00.250Z\""

    @Test("what is known is there, in one line")
    func json() {
        var entry = LogEntry(.warning, "a \"word\"\nand /another")
        #expect(
            entry.json(at: Self.time)
                == "{\(Self.stamp),\"level\":\"warning\",\"message\":\"a \\\"word\\\"\\nand /another\"}")
        entry = LogEntry(.info, "archived")
        entry.key = VideoKey(taskID: "t", index: 1)
        (entry.code, entry.url, entry.bytes) = ("c.d", "https://b/k", 7)
        #expect(
            entry.json(at: Self.time)
                == "{\(Self.stamp),\"level\":\"info\",\"message\":\"archived\",\"task_id\":\"t\",\"index\":1,"
                + "\"code\":\"c.d\",\"url\":\"https://b/k\",\"bytes\":7}")
    }

    @Test("one wording serves people and programs; what needs looking at is marked")
    func text() {
        var video = LogEntry(.error, "LOST task t: gone")
        video.code = "source.expired"
        #expect(video.text.plain == "keepreel: LOST task t: gone")
        #expect(video.text.runs.map(\.tint) == [nil, .bad, nil])
        #expect(LogEntry(.warning, "slow").text.plain == "keepreel: warning: slow")
        let key = VideoKey(taskID: "t", index: 0)
        let archived = LogEntry(.ended(key, .archived(bytes: 7, url: "https://b/k")))
        #expect(archived?.text.plain == "keepreel: archived task t (7 B) https://b/k")
    }

    @Test("events have their level, video and code; what the report tells has no line")
    func events() {
        let key = VideoKey(taskID: "t", index: 0)
        let failure = Failure("source.slow", "it is slow", remedy: "wait", disposition: .retry())
        let archived = LogEntry(.ended(key, .archived(bytes: 7, url: "https://b/k")))
        #expect(archived?.level == .info && archived?.key == key && archived?.bytes == 7)
        #expect(archived?.url == "https://b/k")
        let postponed = LogEntry(.ended(key, .postponed(failure)))
        #expect(postponed?.level == .error && postponed?.code == "source.slow" && postponed?.key == key)
        #expect(postponed?.message == "it is slow; wait; keepreel tries again until the deadline")
        let problem = LogEntry(.problem(failure, nil))
        #expect(problem?.level == .error && problem?.code == "source.slow" && problem?.key == nil)
        #expect(LogEntry(.problem(failure, key))?.key == key)
        #expect(LogEntry(.clockIsOff(.seconds(3600)))?.level == .warning)
        #expect(LogEntry(.ended(key, .lost(failure))) == nil && LogEntry(.wouldArchive(key)) == nil)
    }

    @Test("a task that was cancelled is no failure without a reason")
    func cancelled() {
        var task = TaskRecord(taskID: "t", origin: .added, addedAt: Self.time)
        (task.phase, task.status, task.requestID) = (.failed, "CANCELED", "r")
        #expect(LogEntry(.taskFailed(task))?.message == "task t was cancelled at Model Studio")
        task.status = "FAILED"
        #expect(
            LogEntry(.taskFailed(task))?.message == "task t failed at Model Studio: no reason given (request r)")
    }

    @Test(
        "a loss names the end of its URL, where that is why nothing more can be done",
        arguments: [
            (-60, "; its URL died at 2026-11-21T07:30:00Z, nothing more can be done"), (60, ""), (nil, ""),
        ] as [(Double?, String)])
    func loss(expiry: Double?, end: String) {
        var video = VideoRecord(key: VideoKey(taskID: "t", index: 0), state: .lost, createdAt: Self.time)
        video.lastError = RecordedError(code: "c.d", message: "gone")
        (video.lostAt, video.expiresAt) = (Self.time, expiry.map { Self.time - 0.25 + $0 })
        #expect(LogEntry(.lost(video))?.message == "LOST task t: c.d: gone\(end)")
    }

    @Test(
        "the form is known before the arguments are parsed",
        arguments: [
            ([], .text), (["run", "--log-format", "json"], .json), (["--log-format=json", "run"], .json),
            (["run", "--log-format"], .text), (["run", "--log-format", "xml"], .text),
            (["run", "--log-format", "json", "--log-format=text"], .text),
            (["add", "--", "--log-format", "json"], .text),
        ] as [([String], LogFormat)])
    func format(arguments: [String], format: LogFormat) { #expect(LogFormat(askedForBy: arguments) == format) }
}
