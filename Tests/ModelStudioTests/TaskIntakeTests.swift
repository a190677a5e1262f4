import Failures
import Media
import ModelStudio
import Testing

@Suite("a line of input")
struct TaskIntakeTests {
    static let lines: [(String, [IntakeItem])] = [
        ("", []), ("   \r", []), ("# a comment", []), ("  # 0385", []), ("\u{FEFF}", []),
        ("0385dc79-5ff8", [IntakeItem(taskID: "0385dc79-5ff8")]),
        ("\u{FEFF} t-1 \r\n", [IntakeItem(taskID: "t-1")]),
        (#""t-1""#, [IntakeItem(taskID: "t-1")]),
        (#"{"task_id":"t-1","model":"wan"}"#, [IntakeItem(taskID: "t-1", model: "wan")]),
        (#"{"task_id":17}"#, [IntakeItem(taskID: "17")]),
        (
            #"["t-1",{"task_id":"t-2"},["t-3"]]"#,
            [IntakeItem(taskID: "t-1"), IntakeItem(taskID: "t-2"), IntakeItem(taskID: "t-3")]
        ),
        (
            #"{"output":{"task_status":"PENDING","task_id":"t-1"},"request_id":"r"}"#,
            [IntakeItem(taskID: "t-1", report: TaskReport(taskID: "t-1", status: .pending, requestID: "r"))]
        ),
        (
            #"{"output":{"task_id":"t-1","task_status":"SUCCEEDED","results":{"video_url":"https://h/a.mp4"}}}"#,
            [
                IntakeItem(
                    taskID: "t-1",
                    report: TaskReport(
                        taskID: "t-1", status: .succeeded,
                        results: [TaskResult(index: 0, outcome: .media(url: "https://h/a.mp4", kind: .video))]))
            ]
        ),
        (
            #"{"total":2,"data":[{"task_id":"t-1","model_name":"wan"},{"task_id":"t-2"}]}"#,
            [IntakeItem(taskID: "t-1", model: "wan"), IntakeItem(taskID: "t-2")]
        ),
        (#"{"output":{"tasks":[{"task_id":"t-1"}]}}"#, [IntakeItem(taskID: "t-1")]),
        (#"{"total":0,"data":[]}"#, []),
        (
            """
            {"specversion":"1.0","id":"e","source":"acs.dashscope","type":"dashscope:System:AsyncTaskFinish","data":\
            {"task_id":"t-1","task_status":"SUCCEEDED","end_time":"2023-10-25 09:45:16","contain_result":false,\
            "user_api_unique_key":"apikey:v1:aigc:image2video:video-synthesis:wan2.2-animate-move"}}
            """, [IntakeItem(taskID: "t-1", model: "wan2.2-animate-move")]
        ),
    ]

    @Test("names the tasks it tells of", arguments: lines)
    func read(line: String, items: [IntakeItem]) throws {
        #expect(try TaskIntake.parse(line) == items)
    }

    static let rubbish: [(String, String)] = [
        ("hello world", "studio.bad-task-id"), ("../etc/passwd", "studio.bad-task-id"),
        (#"{"task_id":"a/b"}"#, "studio.bad-task-id"), (#"["t-1",""]"#, "studio.bad-task-id"),
        (#"{"task_id":""}"#, "studio.bad-task-line"), (#"{"id":"t-1"}"#, "studio.bad-task-line"),
        ("{", "studio.bad-task-line"), ("[17]", "studio.bad-task-line"), ("[null]", "studio.bad-task-line"),
        (#"{"data":[{"url":"https://h/a.png"}]}"#, "studio.bad-task-line"),
        (#"{"code":"InvalidApiKey","message":"no"}"#, "studio.bad-task-line"),
        (#"{"output":{"task_id":"t-1"}}"#, "studio.bad-task-line"),
        (String(repeating: "[", count: 100_000), "studio.bad-task-line"),
    ]

    @Test("that is rubbish is described, and given up alone", arguments: rubbish)
    func refused(line: String, code: String) {
        let failure = #expect(throws: Failure.self) { try TaskIntake.parse(line) }
        #expect(failure?.code == code)
        #expect(failure?.disposition == .giveUp)
        #expect((failure?.message.count ?? 0) < 300)
    }

    @Test("is quoted without the query of a URL")
    func redacted() {
        let failure = #expect(throws: Failure.self) { try TaskIntake.parse("https://h/a.mp4?Signature=s3cret") }
        #expect(failure?.message == "\"https://h/a.mp4\" is not a task id")
    }
}
