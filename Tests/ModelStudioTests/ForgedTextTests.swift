import ModelStudio
import Testing

@Suite("a word of the service that would forge what a terminal shows")
struct ForgedTextTests {
    /// ESC, BEL, line ends, C1 controls and bidirectional marks as JSON escapes.
    static let marks = [
        "\\u001b", "\\u0007", "\\r\\n", "\\n", "\\u0085", "\\u009b", "\\u202e", "\\u2066", "\\u200f", "\\u2028",
    ]

    @Test("loses the mark in code, message, status and request id", arguments: marks)
    func report(mark: String) throws {
        let word = "a\(mark)b"
        let body = Replies.bytes(
            """
            {"request_id":"\(word)","output":{"task_id":"t-1","task_status":"\(word)","code":"\(word)",\
            "message":"\(word)"}}
            """)
        let report = try TaskReportDecoder.decode(body)
        #expect(report.status == .other("a b"))
        #expect(report.code == "a b" && report.message == "a b" && report.requestID == "a b")
        let outer = Replies.bytes(
            #"{"code":"\#(word)","output":{"task_id":"t-1","task_status":"FAILED"}}"#)
        #expect(try TaskReportDecoder.decode(outer).code == "a b")
    }

    @Test("loses the mark in an entry of its own", arguments: marks)
    func entry(mark: String) throws {
        let entry = #""results":[{"code":"a\#(mark)b","message":"c\#(mark)d"}]"#
        let report = try TaskReportDecoder.decode(Replies.query("SUCCEEDED", entry))
        #expect(report.results == [TaskResult(index: 0, outcome: .failed(code: "a b", message: "c d"))])
    }

    @Test("loses the mark in a model's name, of a line, a list and an event", arguments: marks)
    func model(mark: String) throws {
        let lines = [
            #"{"task_id":"t-1","model":"a\#(mark)b"}"#, #"{"task_id":"t-1","model_name":"a\#(mark)b"}"#,
            #"{"data":[{"task_id":"t-1","model_name":"a\#(mark)b"}]}"#,
            #"{"data":[{"task_id":"t-1","user_api_unique_key":"k:v1:g:t:f:a\#(mark)b"}]}"#,
            #"{"specversion":"1.0","data":{"task_id":"t-1","user_api_unique_key":"k:v1:g:t:f:a\#(mark)b"}}"#,
        ]
        for line in lines {
            #expect(try TaskIntake.parse(line) == [IntakeItem(taskID: "t-1", model: "a b")])
        }
    }

    @Test("is bounded in length")
    func long() {
        #expect(TaskStatus(name: String(repeating: "x", count: 9000)).name.count == 300)
    }
}
