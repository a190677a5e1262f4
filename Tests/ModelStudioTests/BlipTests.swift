import Failures
import FoundationEssentials
import HTTPTransport
import ModelStudio
import Testing

@Suite("a blip")
struct BlipTests {
    static let blips: [ScriptedHTTP.Answer] = [
        .fail(.timedOut), .fail(.broken), .fail(.badReply), .fail(.notConnected), .fail(.nameNotResolved), .fail(.tls),
        .reply(500, #"{"code":"InternalError"}"#), .reply(502, "<html>Bad Gateway</html>"),
        .reply(503, #"{"code":"ModelUnavailable","output":{"task_id":"x","task_status":"FAILED"}}"#), .reply(504, ""),
        .reply(429, #"{"code":"Throttling"}"#), .reply(429, "slow down"), .reply(408, ""),
        .reply(200, ""), .reply(200, "<html>Sign in</html>"), .reply(200, "null"), .reply(200, "[]"), .reply(200, "{}"),
        .reply(200, #"{"output":{"task_id":"\#(Replies.id)","task_status":"FAIL"#),
        .reply(200, #"{"output":{"task_id":"\#(Replies.id)"}}"#), .reply(200, #"{"output":"FAILED"}"#),
        .reply(200, #"{"output":{"task_id":"another","task_status":"UNKNOWN"}}"#),
        .reply(404, "<html>no such page</html>"), .reply(403, "blocked"),
    ]

    private static func passes(_ failure: Failure?) -> Bool {
        switch failure?.disposition {
        case .retry, .unreachable: true
        default: false
        }
    }

    @Test("is never a report about the task, and may pass", arguments: blips)
    func query(answer: ScriptedHTTP.Answer) async throws {
        let lasting = ScriptedHTTP([answer, answer])
        let failure = await #expect(throws: Failure.self) { try await lasting.client(retries: 1).query(Replies.id) }
        #expect(Self.passes(failure))
        #expect(lasting.requests.count == 2)
        let passing = ScriptedHTTP([answer, .reply(200, String(decoding: Replies.query("RUNNING"), as: UTF8.self))])
        #expect(try await passing.client().query(Replies.id).status == .running)
    }

    @Test("is never a list", arguments: blips)
    func list(answer: ScriptedHTTP.Answer) async {
        let http = ScriptedHTTP([answer])
        let failure = await #expect(throws: Failure.self) {
            try await http.client(retries: 0).list(from: .distantPast, to: .distantFuture)
        }
        #expect(Self.passes(failure))
    }

    @Test(
        "is not what the service says of the task, whatever it is",
        arguments: ["PENDING", "RUNNING", "SUSPENDED", "PRE-PROCESSING", "FAILED", "CANCELED", "UNKNOWN", "NEW-WORD"])
    func reports(status: String) async throws {
        let http = ScriptedHTTP([.reply(200, String(decoding: Replies.query(status), as: UTF8.self))])
        let report = try await http.client().query(Replies.id)
        #expect(report.status == TaskStatus(name: status))
        #expect(report.status.isTerminal == ["FAILED", "CANCELED", "UNKNOWN"].contains(status))
        #expect(http.requests.count == 1)
    }
}
