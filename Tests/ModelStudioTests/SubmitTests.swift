import Failures
import HTTPTransport
import ModelStudio
import Pacing
import TestClocks
import Testing

@Suite("a submit")
struct SubmitTests {
    private static let order = AnimationOrder(
        imageURL: "https://h/a.png", videoURL: "https://h/v.mp4", mode: .standard)
    private static let accepted = #"{"request_id":"r-1","output":{"task_id":"t-1","task_status":"PENDING"}}"#
    private static let throttled = #"{"code":"Throttling.RateQuota","message":"slower"}"#

    private static func code(_ outcome: SubmitOutcome) -> (String, Failure?) {
        switch outcome {
        case .accepted(let id, let request): ("accepted \(id) \(request ?? "-")", nil)
        case .refused(let failure): ("refused \(failure.code)", failure)
        case .unclear(let failure): ("unclear \(failure.code)", failure)
        }
    }

    @Test("sends the documented request, once, over a new connection")
    func request() async throws {
        let http = ScriptedHTTP([.reply(200, Self.accepted)])
        #expect(Self.code(await http.client(workspaceID: "ws-1").submit(Self.order)).0 == "accepted t-1 r-1")
        let request = try #require(http.requests.first)
        #expect(http.requests.count == 1)
        #expect(request.method == "POST" && request.isSentOnce)
        #expect(request.url == "https://dashscope.example/api/v1/services/aigc/image2video/video-synthesis")
        #expect(request.body == .bytes(Self.order.requestBody))
        #expect(
            request.headers == [
                "Authorization": "Bearer sk-test", "Accept": "application/json", "X-DashScope-WorkSpace": "ws-1",
                "Content-Type": "application/json", "X-DashScope-Async": "enable",
            ])
    }

    @Test("of an uploaded input says so", arguments: [("oss://d/i", "https://h/v"), ("https://h/i", "oss://d/v")])
    func uploaded(image: String, video: String) async throws {
        let http = ScriptedHTTP([.reply(200, Self.accepted)])
        _ = await http.client().submit(AnimationOrder(imageURL: image, videoURL: video, mode: .professional))
        #expect(http.requests.first?.headers["X-DashScope-OssResourceResolve"] == "enable")
        #expect(http.requests.first?.headers["X-DashScope-WorkSpace"] == nil)
    }

    @Test(
        "that may have been accepted is unclear, and is not sent again",
        arguments: [
            (.fail(.broken), "studio.bad-reply"), (.fail(.timedOut), "studio.unreachable"),
            (.fail(.badReply), "studio.bad-reply"), (.fail(.cancelled), "studio.cancelled"),
            (.fail(.notConnected, isUnsent: false), "studio.unreachable"),
            (.reply(200, ""), "studio.bad-reply"), (.reply(200, "<html>"), "studio.bad-reply"),
            (.reply(200, #"{"output":{"task_id""#), "studio.bad-reply"), (.reply(200, "{}"), "studio.bad-reply"),
            (.reply(200, #"{"output":{"task_id":""}}"#), "studio.bad-reply"),
            (.reply(200, #"{"output":{"task_id":"../x"}}"#), "studio.bad-task-id"),
            (.reply(204, ""), "studio.bad-reply"), (.reply(302, ""), "studio.redirected"),
            (.reply(500, #"{"code":"InternalError"}"#), "studio.internal-error"),
            (.reply(503, #"{"code":"ModelUnavailable"}"#), "studio.internal-error"),
            (.reply(502, "<html>Bad Gateway</html>"), "studio.internal-error"),
            (.reply(504, ""), "studio.internal-error"), (.reply(408, #"{"code":"X"}"#), "studio.internal-error"),
            (.reply(400, #"{"code":"RequestTimeOut"}"#), "studio.internal-error"),
            (.reply(403, "<html>firewall</html>"), "studio.bad-reply"),
            (.reply(404, #"{"code":404,"message":"no route"}"#), "studio.not-found"),
            (.reply(429, #"{"code":"1015"}"#), "studio.throttled"),
            (.reply(429, "<html>too many</html>"), "studio.throttled"),
            (.reply(500, throttled), "studio.throttled"),
        ] as [(ScriptedHTTP.Answer, String)])
    func unclear(answer: ScriptedHTTP.Answer, code: String) async {
        let http = ScriptedHTTP([answer, .reply(200, Self.accepted)])
        #expect(Self.code(await http.client().submit(Self.order)).0 == "unclear \(code)")
        #expect(http.requests.count == 1)
    }

    @Test(
        "that the service refuses is refused, and is not sent again",
        arguments: [
            (400, "InvalidParameter", "studio.request-refused", .giveUp),
            (400, "InvalidURL.Timeout", "studio.input-unreachable", .giveUp),
            (400, "InvalidImage.FullFace", "studio.input-refused", .giveUp),
            (400, "DataInspectionFailed", "studio.content-refused", .giveUp),
            (400, "Arrearage", "studio.account-overdue", .stop(.unavailable)),
            (401, "InvalidApiKey", "studio.credentials-refused", .stop(.credentials)),
            (403, "AccessDenied", "studio.access-denied", .stop(.credentials)),
            (404, "ModelNotFound", "studio.model-not-found", .giveUp),
            (404, "WorkSpaceNotFound", "studio.workspace-not-found", .stop(.configuration)),
            (429, "Throttling.AllocationQuota", "studio.quota-exhausted", .stop(.unavailable)),
            (429, "PrepaidBillOverdue", "studio.account-overdue", .stop(.unavailable)),
        ] as [(Int, String, String, Disposition)])
    func refused(status: Int, serviceCode: String, code: String, disposition: Disposition) async {
        let http = ScriptedHTTP([.reply(status, #"{"code":"\#(serviceCode)"}"#), .reply(200, Self.accepted)])
        let (outcome, failure) = Self.code(await http.client().submit(Self.order))
        #expect(outcome == "refused \(code)")
        #expect(failure?.disposition == disposition)
        #expect(http.requests.count == 1)
    }

    @Test(
        "is sent again where nothing can have been created",
        arguments: [
            .reply(429, throttled), .reply(429, #"{"code":"Throttling"}"#), .fail(.notConnected),
            .fail(.nameNotResolved), .fail(.tls), .fail(.timedOut, isUnsent: true), .fail(.broken, isUnsent: true),
        ] as [ScriptedHTTP.Answer])
    func repeated(answer: ScriptedHTTP.Answer) async {
        let http = ScriptedHTTP([answer, answer, .reply(200, Self.accepted)])
        #expect(Self.code(await http.client().submit(Self.order)).0 == "accepted t-1 r-1")
        #expect(http.requests.count == 3)
        #expect(http.waits == [.milliseconds(250), .milliseconds(500)])
    }

    @Test(
        "is refused once the attempts are used up, or can never be sent",
        arguments: [
            (.reply(429, throttled), "studio.throttled", 3), (.fail(.notConnected), "studio.unreachable", 3),
            (.reply(429, throttled, ["Retry-After": "61"]), "studio.throttled", 1),
            (.fail(.badRequest), "studio.bad-endpoint", 1), (.fail(.cancelled, isUnsent: true), "studio.cancelled", 1),
        ] as [(ScriptedHTTP.Answer, String, Int)])
    func exhausted(answer: ScriptedHTTP.Answer, code: String, requests: Int) async {
        let http = ScriptedHTTP([answer, answer, answer, .reply(200, Self.accepted)])
        #expect(Self.code(await http.client(retries: 2).submit(Self.order)).0 == "refused \(code)")
        #expect(http.requests.count == requests)
    }

    @Test("waits as long as it is asked to, and slows the pace of submits only")
    func pace() async {
        let (common, submits) = (TestClock(), TestClock())
        let pacer = Pacer(permitsPerSecond: 10, clock: common.waitClock)
        let submitPacer = Pacer(permitsPerSecond: 4, clock: submits.waitClock)
        let http = ScriptedHTTP([.reply(429, Self.throttled, ["Retry-After": "9"]), .reply(200, Self.accepted)])
        _ = await http.client(pacer: pacer, submitPacer: submitPacer).submit(Self.order)
        #expect(http.waits == [.seconds(9)])
        #expect(submits.waits == [.seconds(9)])
        #expect(await submitPacer.rate == 2.08)
        #expect(await pacer.rate == 10)
    }

    @Test("of a cancelled task is not sent")
    func cancelled() async {
        let http = ScriptedHTTP([.reply(200, Self.accepted)])
        let client = http.client()
        let outcome = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await client.submit(Self.order)
        }.value
        #expect(Self.code(outcome).0 == "refused studio.cancelled")
        #expect(http.requests.isEmpty)
    }
}
