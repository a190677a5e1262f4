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

    private static let event = #"{"source":"acs.dashscope","data":{"task_id":"t-1","task_status":"SUCCEEDED"}}"#
    private static let one = [IntakeItem(taskID: "t-1")]

    /// What people copy from a terminal, an editor or a chat.
    static let pasted: [(String, [IntakeItem])] = [
        ("'t-1'", one), ("`t-1`", one), ("\u{201C}t-1\u{201D}", one), (#""t-1","#, one), ("t-1,", one),
        ("'t-1' , \r\n", one),
        (#"{"task_id":"t-1"},"#, one), ("[", []), ("]", []), ("],", []), (",", []), ("\u{FEFF}[\r", []),
        ("\u{FEFF}{\"task_id\":\"t-1\"}\r\n", one),
        ("https://dashscope-intl.aliyuncs.com/api/v1/tasks/t-1", one), ("HTTPS://h/api/v1/tasks/t-1/", one),
        ("http://127.0.0.1:8080/gateway/tasks/t-1?x=1#y", one), (#""https://h/api/v1/tasks/t-1/cancel","#, one),
        ("<https://h/api/v1/tasks/t-1>", one), (#"["https://h/api/v1/tasks/t-1"]"#, one),
    ]

    @Test("is taken as people paste it", arguments: pasted)
    func takenAsPasted(line: String, items: [IntakeItem]) throws {
        #expect(try TaskIntake.parse(line) == items)
    }

    static let untrusted: [(String, [IntakeItem])] = [
        (event, one), ("[\(event),\(event)]", one + one), (#"{"events":[\#(event)]}"#, one),
        (#"{"Records":[\#(event),"t-1"]}"#, one + one), (#"{"events":[]}"#, []),
        (
            #"{"data":{"task_id":"t-1","task_status":"SUCCEEDED","contain_result":true,"output_result":{"output":"#
                + #"{"task_id":"t-1","task_status":"SUCCEEDED","results":{"video_url":"https://h/a.mp4"}}}}}"#, one
        ),
        (#"{"data":{"task_id":"t-1","task_status":"FAILED"}}"#, one),
        (#"{"output":{"task_id":"t-1","task_status":"SUCCEEDED"}}"#, one),
        (#"{"output":{"task_id":"t-1","task_status":"SUCCEEDED","results":{"video_url":""}}}"#, one),
        (#"{"output":{"task_id":"t-1","task_status":"UNKNOWN"}}"#, one),
    ]

    @Test("that says no more than that a task ended leaves the result to a query", arguments: untrusted)
    func eventsAreNoResults(line: String, items: [IntakeItem]) throws {
        #expect(try TaskIntake.parse(line) == items)
    }

    @Test("with the reply of a failed task tells how it ended")
    func failedReply() throws {
        let line = #"{"output":{"task_id":"t-1","task_status":"FAILED","code":"DataInspectionFailed","message":"no"}}"#
        let report = try TaskIntake.parse(line).first?.report
        #expect(report?.status == .failed)
        #expect(report?.code == "DataInspectionFailed")
    }

    static let nameless: [(String, String)] = [
        (#"{"request_id":"r-1"}"#, "names no task, as the reply to a cancel"),
        (
            #"{"code":"InvalidApiKey","message":"no","request_id":"r"}"#,
            "is an error reply (InvalidApiKey) and names no task"
        ),
        (#"{"events":17}"#, "names no task"), (#"{"events":[{}]}"#, "names no task"),
    ]

    @Test("without a task says what it is", arguments: nameless)
    func described(line: String, ending: String) {
        let failure = #expect(throws: Failure.self) { try TaskIntake.parse(line) }
        #expect(failure?.message.hasSuffix(" \(ending)") == true)
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
        (String(repeating: "a", count: 129), "studio.bad-task-id"), ("''", "studio.bad-task-id"),
        ("https://h/api/v1/tasks/", "studio.bad-task-id"), ("https://tasks/t-1", "studio.bad-task-id"),
        ("https://h/api/v1/tasks/t-1/more", "studio.bad-task-id"), ("ftp://h/tasks/t-1", "studio.bad-task-id"),
        ("a" + String(repeating: "\u{301}", count: 90_000), "studio.bad-task-id"),
        ("[a" + String(repeating: "\u{301}", count: 90_000), "studio.bad-task-line"),
        ("{\u{1B}[31m\u{202E}\u{7}\u{0}\u{2028}\n", "studio.bad-task-line"), ("\u{1B}]0;t\u{7}", "studio.bad-task-id"),
    ]

    @Test("that is rubbish is described, and given up alone", arguments: rubbish)
    func refused(line: String, code: String) {
        let failure = #expect(throws: Failure.self) { try TaskIntake.parse(line) }
        #expect(failure?.code == code)
        #expect(failure?.disposition == .giveUp)
        let message = failure?.message ?? ""
        #expect(message.unicodeScalars.count < 140)
        #expect(
            !message.unicodeScalars.contains {
                [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
            })
    }

    @Test("is quoted without the query of a URL")
    func redacted() {
        let failure = #expect(throws: Failure.self) { try TaskIntake.parse("https://h/a.mp4?Signature=s3cret") }
        #expect(failure?.message == "\"https://h/a.mp4\" is not a task id")
        let secret = String(repeating: "s3cret", count: 30)
        for line in ["https://user:\(secret)@h/a", "[https://user:\(secret)@h/a", "https://h/a?s=\(secret)"] {
            let failure = #expect(throws: Failure.self) { try TaskIntake.parse(line) }
            #expect(failure?.message.contains("s3cret") == false)
        }
    }
}
