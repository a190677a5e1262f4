import Failures
import Foundation
import Testing

@testable import ModelStudio

@Suite("A reply that is made to harm")
struct HostileReplyTests {
    private static func isOneLine(_ text: String) -> Bool {
        text.unicodeScalars.count <= 400
            && !text.unicodeScalars.contains {
                [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
            }
    }

    /// What opens and closes a level.
    static let nestings = [
        ("[", "]"), ("{\"a\":", "}"), ("[{\"a\":[", "]}]"), ("{\"output\":", "}"), ("{\"data\":[", "]}"),
    ]

    @Test(
        "by its nesting is refused at any depth, whole or without its end, and on a small stack", arguments: nestings,
        [65, 600, 100_000])
    func nested(level: (open: String, close: String), depth: Int) async {
        let open = String(repeating: level.open, count: depth)
        let texts = [open, open + "1" + String(repeating: level.close, count: depth), open + "\"\\u0000"]
        let refusals = await withCheckedContinuation { continuation in
            let thread = Thread {
                let refused = texts.map { text in
                    JSONValue(parsing: Array(text.utf8)) == nil && (try? TaskIntake.parse(text)) == nil
                }
                continuation.resume(returning: refused)
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(refusals == [true, true, true])
    }

    @Test("by nesting up to the bound is read on a small stack", arguments: nestings)
    func atTheBound(level: (open: String, close: String)) async {
        let depth = JSONValue.deepest / (level.open.filter { "[{".contains($0) }.count)
        let text =
            String(repeating: level.open, count: depth) + "1" + String(repeating: level.close, count: depth)
        let isRead = await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: JSONValue(parsing: Array(text.utf8)) != nil) }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(isRead)
    }

    @Test(
        "by its size is read or refused in bounded time",
        arguments: [
            "[" + String(repeating: "1,", count: 25_000) + "1]",
            "[" + String(repeating: "\"\",", count: 15_000) + "1]",
            "[" + String(repeating: "{},", count: 15_000) + "1]",
            "\"" + String(repeating: "\\u001b", count: 40_000) + "\"",
            "{" + (0..<5_000).map { "\"k\($0)\":0," }.joined() + "\"k\":1}",
            "{" + String(repeating: "\"k\":0,", count: 10_000) + "\"k\":1}",
            String(repeating: "9", count: 250_000), "0." + String(repeating: "1", count: 250_000),
            "1e" + String(repeating: "9", count: 250_000), String(repeating: "-", count: 250_000),
        ])
    func large(text: String) {
        let time = ContinuousClock().measure { _ = JSONValue(parsing: Array(text.utf8)) }
        #expect(time < .seconds(60))
    }

    @Test("by words of one character with any number of marks is cut to a line's length")
    func marks() throws {
        let word = "a" + String(repeating: "\u{301}", count: 200_000)
        #expect(Self.isOneLine(TaskStatus(name: word).name))
        let body = Array(
            #"{"output":{"task_id":"t","task_status":"FAILED","code":"\#(word)","message":"\#(word)"}}"#.utf8)
        let report = try TaskReportDecoder.decode(body)
        #expect(Self.isOneLine(report.code ?? "") && Self.isOneLine(report.message ?? ""))
    }

    /// Task ids that would be another path, host, line or key.
    static let ids = [
        "../../etc/passwd", "..", ".", ".hidden", "a/b", "a\\b", "a b", "a%2fb", "a?b", "a#b", "a@b", "a:b", "a;b",
        "a&b",
        "a\u{0}b", "a\nb", "a\r\nb", "a\tb", "a\u{1B}[31mb", "a\u{7}b", "a\u{7F}b", "a\u{9B}b", "a\u{202E}b",
        "a\u{200B}b",
        "a\u{2028}b", "\u{430}", "\u{FF41}", "e\u{301}", "", " ", "a\u{FEFF}", "file:///etc/passwd", "$(id)",
        "{task_id}",
        "*", "~", String(repeating: "a", count: 129), String(repeating: "../", count: 40),
    ]

    @Test("with a task id that is none is refused, wherever ids come in", arguments: ids)
    func taskID(id: String) throws {
        let failure = #expect(throws: Failure.self) { try TaskID.validate(id) }
        #expect(Self.isOneLine(failure?.message ?? ""))
        let quoted = try #require(String(data: JSONEncoder().encode(id), encoding: .utf8))
        for line in [
            quoted, "{\"task_id\":\(quoted)}", "[\(quoted)]", "{\"data\":[{\"task_id\":\(quoted)}]}",
            "{\"output\":{\"task_id\":\(quoted),\"task_status\":\"PENDING\"}}", "{\"data\":{\"task_id\":\(quoted)}}",
        ] {
            let failure = #expect(throws: Failure.self, "\(line)") { try TaskIntake.parse(line) }
            #expect(Self.isOneLine(failure?.message ?? ""))
        }
    }

    /// Places a result may not be fetched from.
    static let places = [
        "file:///etc/passwd", "gopher://h/_x", "ftp://h/a.mp4", "javascript:alert(1)", "data:video/mp4;base64,AAAA",
        "/etc/passwd",
        "//h/a.mp4", "h/a.mp4", "https://", "http://", "https:///a", "https://h/a b.mp4", "https://h/a\\u0000.mp4",
        "https://h/\\u001b[31m.mp4", "https://h/a\\n.mp4", "https://h\\u202e/a.mp4", "https://user:pw@h/a.mp4",
        "https://good.example@evil.example/a.mp4", "https://good.example\\\\@evil.example/a.mp4", "https://h:x/a.mp4",
    ]

    @Test(
        "with a result of another scheme, with credentials or control characters has no such result", arguments: places)
    func resultURL(place: String) throws {
        for member in [
            "\"results\":{\"video_url\":\"\(place)\"}", "\"video_url\":\"\(place)\"",
            "\"results\":[{\"url\":\"\(place)\"}]",
            "\"choices\":[{\"message\":{\"content\":[{\"image\":\"\(place)\"}]}}]", "\"any\":{\"thing\":\"\(place)\"}",
        ] {
            let report = try TaskReportDecoder.decode(Replies.query("SUCCEEDED", member))
            #expect(report.results.isEmpty, "\(member)")
        }
    }
}
