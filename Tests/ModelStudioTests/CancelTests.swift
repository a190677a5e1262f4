import Failures
import FoundationEssentials
import HTTPTransport
import ModelStudio
import Testing

@Suite("a cancel")
struct CancelTests {
    private static let done = #"{"request_id":"r-1"}"#
    private static let notPending =
        #"{"code":"UnsupportedOperation","message":"Failed to cancel the task, please confirm","request_id":"r-2"}"#

    @Test("is a POST without a body, and not asynchronous")
    func request() async throws {
        let http = ScriptedHTTP([.reply(200, Self.done)])
        try await http.client(workspaceID: "ws-1").cancel(Replies.id)
        let request = try #require(http.requests.first)
        #expect(request.method == "POST" && request.body == .bytes([]) && request.isSentOnce)
        #expect(request.url == "https://dashscope.example/api/v1/tasks/\(Replies.id)/cancel")
        #expect(
            request.headers == [
                "Authorization": "Bearer sk-test", "Accept": "application/json", "X-DashScope-WorkSpace": "ws-1",
            ])
    }

    @Test("of a task that is not waiting is given up")
    func notCancelable() async {
        let http = ScriptedHTTP([.reply(400, Self.notPending)])
        let failure = await #expect(throws: Failure.self) { try await http.client().cancel(Replies.id) }
        #expect(failure?.code == "studio.not-cancelable")
        #expect(failure?.disposition == .giveUp)
        #expect(failure?.message.contains("may have cancelled") == false)
        #expect(http.requests.count == 1)
    }

    @Test("is repeated when it may pass", arguments: BlipTests.blips.filter(\.isBlipOfCancel))
    func repeated(answer: ScriptedHTTP.Answer) async throws {
        let http = ScriptedHTTP([answer, .reply(200, Self.done)])
        try await http.client().cancel(Replies.id)
        #expect(http.requests.count == 2)
        let lasting = ScriptedHTTP([answer, .reply(400, Self.notPending)])
        let failure = await #expect(throws: Failure.self) { try await lasting.client().cancel(Replies.id) }
        #expect(failure?.code == "studio.not-cancelable")
        #expect(failure?.message.contains("may have cancelled") == true)
        #expect(failure?.remedy?.contains("query the task") == true)
    }

    @Test(
        "that is refused for good is not repeated",
        arguments: [
            (401, #"{"code":"InvalidApiKey"}"#, "studio.credentials-refused"),
            (404, #"{"code":"NotFound"}"#, "studio.not-found"),
        ])
    func final(status: Int, body: String, code: String) async {
        let http = ScriptedHTTP([.reply(status, body), .reply(200, Self.done)])
        let failure = await #expect(throws: Failure.self) { try await http.client().cancel(Replies.id) }
        #expect(failure?.code == code)
        #expect(http.requests.count == 1)
    }

    @Test("of a bad task id is not sent")
    func badID() async {
        let http = ScriptedHTTP([.reply(200, Self.done)])
        await #expect(throws: Failure.self) { try await http.client().cancel("a/b") }
        #expect(http.requests.isEmpty)
    }

    @Test("and the other calls are never asynchronous: only a submit is")
    func async() async throws {
        let policy = #"{"data":{}}"#
        let http = ScriptedHTTP([
            .reply(200, String(decoding: Replies.query(), as: UTF8.self)), .reply(200, #"{"total":0}"#),
            .reply(200, Self.done), .reply(200, policy),
        ])
        let client = http.client(retries: 0)
        _ = try await client.query(Replies.id)
        _ = try await client.list(from: .distantPast, to: .distantFuture)
        try await client.cancel(Replies.id)
        let file = InputFile(path: "/a.png", byteCount: 1, contentType: "image/png")
        await #expect(throws: Failure.self) { try await client.upload(file, model: "m") }
        #expect(http.requests.count == 4)
        #expect(http.requests.allSatisfy { $0.headers["X-DashScope-Async"] == nil })
        #expect(http.requests.allSatisfy { $0.headers["X-DashScope-OssResourceResolve"] == nil })
    }
}

extension ScriptedHTTP.Answer {
    /// An empty object confirms a cancel, and any object but an error does.
    fileprivate var isBlipOfCancel: Bool {
        if case .reply(200, let body, _) = self { !body.hasPrefix("{") || !body.hasSuffix("}") } else { true }
    }
}
