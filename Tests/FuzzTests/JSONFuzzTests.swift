import Failures
import Foundation
import Redaction
import SeededRandom
import Submitting
import Testing

@testable import Credentials
@testable import HTTPTransport
@testable import ModelStudio

@Suite("Damaged JSON")
struct JSONFuzzTests {
    private static let results = #""results":{"video_url":"http://h.aliyuncs.com/a.mp4?Expires=1758267281"}"#
    private static let samples = [
        """
        {"request_id":"r","output":{"task_id":"t-1","task_status":"SUCCEEDED","submit_time":"2025-09-18 15:32:00.105",\
        "scheduled_time":"2025-09-18 15:32:15.066","end_time":"2025-09-18 15:34:41.898",\(results)},\
        "usage":{"video_ratio":"standard","video_duration":5.2}}
        """,
        """
        {"output":{"task_id":"t-1","task_status":"SUCCEEDED","results":[{"url":"https://h/a.png"},{"code":"C","message":"m"}]}}
        """,
        """
        {"output":{"task_id":"t-1","task_status":"SUCCEEDED","choices":[{"message":{"content":[{"image":"https://h/a.png"}]}}]}}
        """,
        #"{"output":{"task_id":"t-1","task_status":"FAILED","code":"InternalError.Timeout","message":"a\nb"}}"#,
        #"{"code":"InvalidApiKey","message":"Invalid API-key provided.","request_id":"r"}"#,
        """
        {"total":2,"total_page":1,"data":[{"task_id":"t-1","status":"RUNNING","model_name":"wan","gmt_create":1758267281000,\
        "end_time":1758267299000,"user_api_unique_key":"apikey:v1:aigc:image2video:video-synthesis:wan"},{"task_id":"t-2"}]}
        """,
        """
        {"data":{"policy":"p","signature":"s","upload_dir":"d/x","upload_host":"https://u.oss-cn-beijing.aliyuncs.com",\
        "max_file_size_mb":100,"oss_access_key_id":"k","x_oss_object_acl":"private","x_oss_forbid_overwrite":true}}
        """,
        """
        {"specversion":"1.0","id":"e","source":"acs.dashscope","data":{"task_id":"t-1","task_status":"SUCCEEDED",\
        "user_api_unique_key":"k:v1:g:t:f:wan2.2-animate-move"}}
        """,
        #"["t-1",{"task_id":"t-2"},["t-3"]]"#, #""t-1""#, "t-1", "https://h/api/v1/tasks/t-1/cancel", "# a comment",
        "'t-1',",
    ].map { Array($0.utf8) }

    private static let words = [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "false", "-0", "1e999", "-1", "9223372036854775808", "0.1",
        "\\u0000", "\\u001b",
        "\\u202e", "\\ud800", "\\u2028", "\\", "\u{1B}[31m", "\u{202E}", "\u{9B}", "\u{301}", "\u{FEFF}",
        "\"task_id\":", "\"output\":{", "\"data\":[",
        "\"task_status\":\"SUCCEEDED\"", "\"results\":", "\"video_url\":\"file:///etc/passwd\"", "\"https://u:p@h/\"",
        "\"url\":", "../", "%2e",
        "\"code\":\"", "\"message\":\"", "{\"a\":", "\"total\":", "\"model\":\"",
    ]

    @Test("of Model Studio is read or refused in a line, and nothing in it can be more than text")
    func replies() {
        Fuzzing.run("json", Mutator(samples: Self.samples, words: Self.words)) { input, _ in
            if let value = JSONValue(parsing: input), let text = value.compactText {
                // Numbers may round, so the first reading is compared by its own text.
                let again = JSONValue(parsing: Array(text.utf8))
                try Fuzzing.expect(
                    again?.compactText == text, "written as \(text), read again as \(again?.compactText ?? "nothing")")
            }
            try Self.report(input)
            let page = try Fuzzing.taken { () throws(Failure) in try TaskPageDecoder.decode(input) }
            for row in page?.rows ?? [] {
                try Fuzzing.expectOneLine(row.model, "a model")
                try Fuzzing.expectOneLine(row.status.name, "a status")
            }
            if let policy = try Fuzzing.taken({ () throws(Failure) in try UploadPolicy(input, mayBePlain: false) }) {
                try Fuzzing.expect(URLParts(policy.host)?.scheme == "https", "an upload to \(policy.host)")
            }
            let refusal = ServiceError.failure(HTTPResponse(head: HTTPResponseHead(status: 400), body: input))
            try Fuzzing.expectOneLine("\(refusal)", "what an error reply means")
        }
    }

    private static func report(_ input: [UInt8]) throws {
        guard let report = try Fuzzing.taken({ () throws(Failure) in try TaskReportDecoder.decode(input) }) else {
            return
        }
        try check(report)
        for time in [report.submittedAt, report.scheduledAt, report.endedAt] {
            try Fuzzing.expect(time.map { abs($0.timeIntervalSince1970) < 3e11 } ?? true, "a time beyond the calendar")
        }
    }

    private static func check(_ report: TaskReport) throws {
        for text in [report.code, report.message, report.requestID, report.status.name] {
            try Fuzzing.expectOneLine(text, "a text of the report")
        }
        try Fuzzing.expect(Set(report.results.map(\.index)).count == report.results.count, "two results of one index")
        for case .media(let url, _) in report.results.map(\.outcome) {
            try Fuzzing.expect(URLRule.objection(to: url) == nil, "a result at \(url)")
        }
        for case .failed(let code, let message) in report.results.map(\.outcome) {
            try Fuzzing.expectOneLine(code, "a code")
            try Fuzzing.expectOneLine(message, "a message")
        }
    }

    @Test("of an input line names valid tasks or is refused in a line")
    func intake() {
        Fuzzing.run("intake", Mutator(samples: Self.samples, words: Self.words)) { input, _ in
            let line = String(decoding: input, as: UTF8.self)
            for item in try Fuzzing.taken({ () throws(Failure) in try TaskIntake.parse(line) }) ?? [] {
                try Fuzzing.expect((try? TaskID.validate(item.taskID)) != nil, "the task id \(item.taskID)")
                try Fuzzing.expectOneLine(item.model, "a model")
                if let report = item.report { try Self.check(report) }
            }
        }
    }

    private static let jobs = [
        #"{"client_id":"clip-1","image":"https://example.com/a.png","video":"https://example.com/v.mp4","mode":"wan-std"}"#,
        #"{"model":"wan","input":{"image_url":"a.png","video_url":"v.mp4"},"parameters":{"mode":"wan-pro","watermark":true}}"#,
    ].map { Array($0.utf8) }

    @Test("of a job line is a job or is refused in a line")
    func jobs() {
        let words =
            Self.words + [
                "\"client_id\":\"", "\"input\":{", "\"parameters\":{", "\"mode\":", "\"no-check-image\":true",
                "wan-std",
            ]
        Fuzzing.run("jobs", Mutator(samples: Self.jobs, words: words)) { input, _ in
            let line = String(decoding: input, as: UTF8.self)
            guard let job = try Fuzzing.taken({ () throws(Failure) in try JobLine.parse(line) }), let job else {
                return
            }
            try Fuzzing.expectOneLine(job.clientID, "a client id")
            try Fuzzing.expect(job.clientID.map { (1...128).contains($0.utf8.count) } ?? true, "a long client id")
        }
    }

    private static let keys = [
        #"{"Version":1,"AccessKeyId":"AKIA","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-11-20T12:00:00Z"}"#,
        #"{"Code":"Success","AccessKeyId":"STS","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2026-11-20T12:00:00.123Z"}"#,
        #"{"Code":"Forbidden","Message":"no"}"#,
    ].map { Array($0.utf8) }

    @Test("of a service or program that gives keys is a whole key or is refused in a line")
    func keyDocuments() {
        let words =
            Self.words + ["\"AccessKeyId\":", "\"SecretAccessKey\":", "\"Expiration\":", "\"Version\":", "T", "Z", "."]
        Fuzzing.run("keys", Mutator(samples: Self.keys, words: words)) { input, _ in
            guard let document = KeyDocument(parsing: input) else { return }
            let key = try Fuzzing.taken { () throws(Failure) in try document.accessKey(origin: "a test") }
            guard let key else { return }
            let texts = [key.id, key.secret.reveal(), key.sessionToken?.reveal() ?? "x"]
            let areVisible = texts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x21..<0x7F).contains($0) } }
            try Fuzzing.expect(areVisible, "a key that cannot be sent")
        }
    }
}
