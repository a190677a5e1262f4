import Failures
import FoundationEssentials
import Media
import ModelStudio
import Testing

@Suite("the reply to a query")
struct TaskReportDecoderTests {
    @Test("of the official page is read whole")
    func officialSample() throws {
        let report = try TaskReportDecoder.decode(Replies.animateMove, askedFor: Replies.id)
        let expected = TaskReport(
            taskID: Replies.id, status: .succeeded,
            results: [
                TaskResult(
                    index: 0,
                    outcome: .media(
                        url: "http://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/a.mp4?Expires=1758267281",
                        kind: .video))
            ],
            submittedAt: Date(timeIntervalSince1970: 1_758_180_720.105),
            scheduledAt: Date(timeIntervalSince1970: 1_758_180_735.066),
            endedAt: Date(timeIntervalSince1970: 1_758_180_881.898),
            requestID: "a67f8716-18ef-447c-a286-xxxxxx",
            usageJSON: #"{"video_duration":5.2,"video_ratio":"standard"}"#)
        #expect(report == expected)
    }

    @Test("of a failed task has its code and message, and no result")
    func failed() throws {
        let members = """
            "code":"InternalError","message":"fetch of https://u:p@h/i.png?Signature=abc failed\\n\\u001b[1mlater",
            "video_url":"https://h/a.mp4"
            """
        let report = try TaskReportDecoder.decode(Replies.query("FAILED", members))
        #expect(report.status == .failed)
        #expect(report.code == "InternalError")
        #expect(report.message == "fetch of https://h/i.png failed  [1mlater")
        #expect(report.results.isEmpty)
    }

    @Test("keeps every status", arguments: ["PENDING", "RUNNING", "CANCELED", "UNKNOWN", "SUSPENDED", "SUCCEEDED"])
    func statuses(name: String) throws {
        let report = try TaskReportDecoder.decode(Replies.query(name))
        #expect(report.status == TaskStatus(name: name))
        #expect(report.results.isEmpty)
        #expect(report.endedAt == nil && report.code == nil)
    }

    @Test("may have numbers where strings are usual, and none or odd usage")
    func tolerance() throws {
        let text = #"{"output":{"task_id":42,"task_status":"FAILED","code":500,"end_time":"soon"},"usage":null}"#
        let report = try TaskReportDecoder.decode(Replies.bytes(text), askedFor: "42")
        #expect(report == TaskReport(taskID: "42", status: .failed, code: "500"))
    }

    @Test("without a task id is about the task asked for")
    func missingID() throws {
        let body = Replies.bytes(#"{"output":{"task_status":"UNKNOWN"}}"#)
        #expect(try TaskReportDecoder.decode(body, askedFor: "t-1") == TaskReport(taskID: "t-1", status: .unknown))
        #expect(throws: Failure.self) { try TaskReportDecoder.decode(body) }
    }

    @Test("keeps usage compact, sorted and exact")
    func usage() throws {
        let usage = #"{ "b" : 1, "a":[ {"z":null,"y":true} ], "u":"https://h/\u00e9", "big":9007199254740993 }"#
        let report = try TaskReportDecoder.decode(Replies.query(usage: usage))
        #expect(report.usageJSON == #"{"a":[{"y":true,"z":null}],"b":1,"big":9007199254740993,"u":"https://h/é"}"#)
    }

    static let unusable: [(String, String)] = [
        ("", "studio.bad-reply"), ("<html>", "studio.bad-reply"), ("null", "studio.bad-reply"),
        ("[]", "studio.bad-reply"), ("{}", "studio.bad-reply"), (#"{"output":"text"}"#, "studio.bad-reply"),
        (#"{"output":{"task_id":"t-1"}}"#, "studio.bad-reply"),
        (#"{"output":{"task_id":"t-2","task_status":"RUNNING"}}"#, "studio.wrong-task"),
        (#"{"code":"Throttling","message":"later"}"#, "studio.throttled"),
        (#"{"output":{"task_id":"t-1","task_status":"RUNNING"}"#, "studio.bad-reply"),
    ]

    @Test("that cannot be used is worth another try", arguments: unusable)
    func refused(text: String, code: String) {
        let failure = #expect(throws: Failure.self) {
            try TaskReportDecoder.decode(Replies.bytes(text), askedFor: "t-1")
        }
        #expect(failure?.code == code)
        #expect(failure?.disposition == .retry())
    }

    @Test("nested too deeply is refused before it is read", arguments: [65, 200, 500_000])
    func depth(levels: Int) {
        let nested = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        #expect(throws: Failure.self) { try TaskReportDecoder.decode(Replies.bytes(nested)) }
    }

    @Test("may nest as deep as is allowed, and hold brackets in strings")
    func allowedDepth() throws {
        let nested = String(repeating: "[", count: 62) + String(repeating: "]", count: 62)
        let brackets = String(repeating: #"[{\"\\"#, count: 100)
        let members = #""extra":\#(nested),"text":"\#(brackets)""#
        #expect(try TaskReportDecoder.decode(Replies.query("RUNNING", members)).status == .running)
    }

    @Test("in another encoding or with a byte that is no UTF-8 is refused")
    func encodings() {
        let utf16 = Replies.query().flatMap { byte -> [UInt8] in [byte, 0] }
        #expect(throws: Failure.self) { try TaskReportDecoder.decode(utf16) }
        #expect(throws: Failure.self) { try TaskReportDecoder.decode(Replies.query("RUNNING") + [0xFF]) }
    }
}
