import Failures
import FoundationEssentials
import HTTPTransport
import ModelStudio
import Pacing
import TestClocks
import Testing

@Suite("the Model Studio client")
struct ModelStudioClientTests {
    private let succeeded = String(
        decoding: Replies.query("SUCCEEDED", #""video_url":"https://h/a.mp4""#), as: UTF8.self)

    @Test("queries one task with the documented headers and no others")
    func query() async throws {
        let http = ScriptedHTTP([.reply(200, succeeded)])
        let report = try await http.client(workspaceID: "ws-1").query(Replies.id)
        #expect(report.status == .succeeded)
        let request = try #require(http.requests.first)
        #expect(request.method == "GET" && request.body == nil)
        #expect(request.url == "https://dashscope.example/api/v1/tasks/\(Replies.id)")
        #expect(
            request.headers == [
                "Authorization": "Bearer sk-test", "Accept": "application/json", "X-DashScope-WorkSpace": "ws-1",
            ])
    }

    @Test("names no workspace where none is set")
    func noWorkspace() async throws {
        let http = ScriptedHTTP([.reply(200, succeeded)])
        _ = try await http.client().query(Replies.id)
        #expect(http.requests.first?.headers["X-DashScope-WorkSpace"] == nil)
    }

    @Test("sends nothing for a bad task id")
    func badID() async {
        let http = ScriptedHTTP([])
        await #expect(throws: Failure.self) { try await http.client().query("../list") }
        #expect(http.requests.isEmpty)
    }

    @Test("repeats what may pass, with growing waits, no sooner than asked")
    func repeats() async throws {
        let http = ScriptedHTTP([
            .fail(.timedOut), .reply(502, "<html>"), .reply(429, #"{"code":"Throttling"}"#, ["Retry-After": "9"]),
            .reply(200, succeeded),
        ])
        #expect(try await http.client().query(Replies.id).results.count == 1)
        #expect(http.requests.count == 4)
        #expect(http.waits == [.milliseconds(250), .milliseconds(500), .seconds(9)])
    }

    @Test("repeats a reply about another task")
    func wrongTask() async throws {
        let other = #"{"output":{"task_id":"other","task_status":"FAILED"}}"#
        let http = ScriptedHTTP([.reply(200, other), .reply(200, succeeded)])
        #expect(try await http.client().query(Replies.id).taskID == Replies.id)
    }

    @Test("gives the last failure once the retries are used up")
    func exhausted() async {
        let http = ScriptedHTTP([.reply(500, "{}"), .reply(503, "{}"), .fail(.tls)])
        let failure = await #expect(throws: Failure.self) { try await http.client(retries: 2).query(Replies.id) }
        #expect(failure?.code == "studio.unreachable")
        #expect(failure?.disposition == .unreachable)
        #expect(http.requests.count == 3)
    }

    @Test(
        "does not repeat what cannot pass, nor what is to wait for minutes",
        arguments: [
            (401, #"{"code":"InvalidApiKey"}"#, "studio.credentials-refused"),
            (400, #"{"code":"Arrearage"}"#, "studio.account-overdue"),
            (404, #"{"code":"NotFound"}"#, "studio.not-found"),
            (429, #"{"code":"Throttling.AllocationQuota"}"#, "studio.quota-exhausted"),
            (503, #"{"code":"ModelUnavailable"}"#, "studio.internal-error"),
        ])
    func final(status: Int, body: String, code: String) async {
        let http = ScriptedHTTP([.reply(status, body, ["Retry-After": "61"]), .reply(200, succeeded)])
        let failure = await #expect(throws: Failure.self) { try await http.client().query(Replies.id) }
        #expect(failure?.code == code)
        #expect(http.requests.count == 1)
    }

    @Test("slows down on throttling and recovers on success")
    func pace() async throws {
        let pacer = Pacer(permitsPerSecond: 10, clock: TestClock().waitClock)
        let http = ScriptedHTTP([.reply(429, "{}"), .reply(200, succeeded)])
        _ = try await http.client(pacer: pacer).query(Replies.id)
        #expect(await pacer.rate == 5.2)
    }

    @Test("is held back as long as a throttled reply asks")
    func held() async throws {
        let clock = TestClock()
        let pacer = Pacer(permitsPerSecond: 10, clock: clock.waitClock)
        let http = ScriptedHTTP([
            .reply(429, #"{"code":"Throttling"}"#, ["Retry-After": "20"]), .reply(200, succeeded),
        ])
        _ = try await http.client(pacer: pacer).query(Replies.id)
        #expect(clock.now == .seconds(20))
    }

    @Test(
        "keeps its pace when the refusal is about money or quota, though it comes as 429",
        arguments: ["PrepaidBillOverdue", "CommodityNotPurchased", "Throttling.AllocationQuota"])
    func billing(code: String) async throws {
        let pacer = Pacer(permitsPerSecond: 10, clock: TestClock().waitClock)
        let http = ScriptedHTTP([.reply(429, #"{"code":"\#(code)"}"#, ["Retry-After": "20"])])
        await #expect(throws: Failure.self) { try await http.client(pacer: pacer).query(Replies.id) }
        #expect(await pacer.rate == 10)
    }

    @Test("ends when its task is cancelled")
    func cancelled() async {
        let http = ScriptedHTTP([.fail(.cancelled), .fail(.cancelled)])
        let client = http.client()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.query(Replies.id)
        }
        let failure = await #expect(throws: Failure.self) { try await task.value }
        #expect(failure?.code == "studio.cancelled")
        #expect(http.requests.count <= 1)
    }

    @Test("lists tasks with the documented parameters")
    func list() async throws {
        let body = """
            {"request_id":"r","total":2,"total_page":1,"page_no":1,"page_size":10,"data":[
             {"task_id":"t-1","status":"SUCCEEDED","model_name":"wan2.2-animate-move","gmt_create":1745568428109,
              "start_time":1745568428138,"end_time":"1745568430281"},
             {"task_id":"t-2","status":"RUNNING","gmt_create":1745568428109,
              "user_api_unique_key":"apikey:v1:aigc:image2video:video-synthesis:wan2.2-animate-mix"},
             {"status":"RUNNING"}]}
            """
        let http = ScriptedHTTP([.reply(200, body)])
        let page = try await http.client().list(
            from: Date(timeIntervalSince1970: 0), to: Date(timeIntervalSince1970: 86_399), page: 2, size: 50,
            status: .succeeded, model: "a b&c")
        let created = Date(timeIntervalSince1970: 1_745_568_428.109)
        #expect(
            page
                == TaskPage(
                    total: 2,
                    rows: [
                        TaskRow(
                            taskID: "t-1", status: .succeeded, model: "wan2.2-animate-move", createdAt: created,
                            endedAt: Date(timeIntervalSince1970: 1_745_568_430.281)),
                        TaskRow(taskID: "t-2", status: .running, model: "wan2.2-animate-mix", createdAt: created),
                    ]))
        #expect(
            http.requests.first?.url
                == "https://dashscope.example/api/v1/tasks?page_no=2&page_size=50&start_time=19700101080000"
                + "&end_time=19700102075959&status=SUCCEEDED&model_name=a%20b%26c")
    }

    @Test(
        "looks one task up in the list by its id",
        arguments: [
            (#"{"total":1,"data":[{"task_id":"t-1","status":"RUNNING"}]}"#, TaskStatus.running),
            (#"{"data":[{"task_id":"t-0","status":"FAILED"},{"task_id":"t-1","status":"PENDING"}]}"#, .pending),
            (#"{"total":1,"data":[{"task_id":"t-0","status":"RUNNING"}]}"#, nil), (#"{"total":0,"data":[]}"#, nil),
        ] as [(String, TaskStatus?)])
    func row(body: String, status: TaskStatus?) async throws {
        let http = ScriptedHTTP([.reply(200, body)])
        #expect(try await http.client().row(of: "t-1")?.status == status)
        #expect(http.requests.map(\.url) == ["https://dashscope.example/api/v1/tasks?task_id=t-1"])
        await #expect(throws: Failure.self) { try await http.client().row(of: "a b") }
        #expect(http.requests.count == 1)
    }

    @Test(
        "reads the list of every known reply",
        arguments: [
            (#"{"total":"7","data":[{"task_id":"t"}]}"#, 7, 1),
            (#"{"output":{"total":3,"tasks":[{"task_id":"t","task_status":"FAILED"}]}}"#, 3, 1),
            (#"{"tasks":[{"task_id":"t"}]}"#, 1, 1), (#"{"total":0}"#, 0, 0), (#"{"total":0,"data":null}"#, 0, 0),
        ])
    func listShapes(body: String, total: Int, rows: Int) async throws {
        let page = try await ScriptedHTTP([.reply(200, body)]).client().list(from: .distantPast, to: .distantFuture)
        #expect(page.total == total)
        #expect(page.rows.count == rows)
    }

    @Test(
        "takes a list without rows for an error where there should be some",
        arguments: [
            ("{}", "studio.bad-reply"), (#"{"total":4}"#, "studio.bad-reply"), ("x", "studio.bad-reply"),
            (#"{"total":1,"data":[{"id":"t"}]}"#, "studio.bad-reply"),
            (#"{"code":"InvalidApiKey"}"#, "studio.credentials-refused"),
        ])
    func badList(body: String, code: String) async {
        let http = ScriptedHTTP([.reply(200, body)])
        let failure = await #expect(throws: Failure.self) {
            try await http.client(retries: 0).list(from: .distantPast, to: .distantFuture)
        }
        #expect(failure?.code == code)
    }
}
