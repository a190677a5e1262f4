import Failures
import FoundationEssentials
import HTTPTransport
import ModelStudio
import Testing

@Suite("an error of the service")
struct ServiceErrorTests {
    private static func response(_ status: Int, _ body: String, headers: HTTPHeaders = [:]) -> HTTPResponse {
        HTTPResponse(head: HTTPResponseHead(status: status, headers: headers), body: Array(body.utf8))
    }

    static let coded: [(Int, String, String, Disposition)] = [
        (400, "InvalidParameter", "studio.request-refused", .giveUp),
        (400, "InvalidParameter.DataInspection", "studio.input-unreachable", .giveUp),
        (400, "InvalidParameter.FileDownload", "studio.input-unreachable", .giveUp),
        (400, "InvalidParameter.Anything", "studio.request-refused", .giveUp),
        (400, "InvalidURL", "studio.input-unreachable", .giveUp),
        (400, "InvalidURL.ConnectionRefused", "studio.input-unreachable", .giveUp),
        (400, "InvalidURL.Timeout", "studio.input-unreachable", .giveUp),
        (400, "BadRequest.InputDownloadFailed", "studio.input-unreachable", .giveUp),
        (400, "BadRequest.EmptyInput", "studio.request-refused", .giveUp),
        (400, "BadRequest", "studio.request-refused", .giveUp),
        (400, "InvalidFile.Size", "studio.input-refused", .giveUp),
        (400, "InvalidFile.Format", "studio.input-refused", .giveUp),
        (400, "InvalidFile.Duration", "studio.input-refused", .giveUp),
        (400, "InvalidImage.Size", "studio.input-refused", .giveUp),
        (400, "InvalidImage.AspectRatio", "studio.input-refused", .giveUp),
        (400, "InvalidImage.FullFace", "studio.input-refused", .giveUp),
        (400, "InvalidImage.MultiHuman", "studio.input-refused", .giveUp),
        (400, "DataInspectionFailed", "studio.content-refused", .giveUp),
        (400, "IPInfringementSuspect", "studio.content-refused", .giveUp),
        (400, "Arrearage", "studio.account-overdue", .stop(.unavailable)),
        (400, "UnsupportedOperation", "studio.not-cancelable", .giveUp),
        (401, "InvalidApiKey", "studio.credentials-refused", .stop(.credentials)),
        (401, "NOT AUTHORIZED", "studio.credentials-refused", .stop(.credentials)),
        (403, "AccessDenied", "studio.access-denied", .stop(.credentials)),
        (403, "AccessDenied.Unpurchased", "studio.not-purchased", .stop(.unavailable)),
        (403, "Model.AccessDenied", "studio.access-denied", .stop(.credentials)),
        (403, "Workspace.AccessDenied", "studio.access-denied", .stop(.credentials)),
        (403, "AllocationQuota.FreeTierOnly", "studio.quota-exhausted", .stop(.unavailable)),
        (403, "Anything", "studio.access-denied", .stop(.credentials)),
        (404, "ModelNotFound", "studio.model-not-found", .giveUp),
        (404, "WorkSpaceNotFound", "studio.workspace-not-found", .stop(.configuration)),
        (404, "NotFound", "studio.not-found", .giveUp),
        (429, "Throttling", "studio.throttled", .retry()),
        (429, "Throttling.RateQuota", "studio.throttled", .retry()),
        (429, "Throttling.BurstRate", "studio.throttled", .retry()),
        (429, "LimitRequests", "studio.throttled", .retry()),
        (400, "throttling.ratequota", "studio.throttled", .retry()),
        (429, "Throttling.AllocationQuota", "studio.quota-exhausted", .stop(.unavailable)),
        (429, "CommodityNotPurchased", "studio.not-purchased", .stop(.unavailable)),
        (429, "PrepaidBillOverdue", "studio.account-overdue", .stop(.unavailable)),
        (429, "PostpaidBillOverdue", "studio.account-overdue", .stop(.unavailable)),
        (500, "InternalError", "studio.internal-error", .retry()),
        (500, "InternalError.Algo", "studio.internal-error", .retry()),
        (500, "InternalError.Upload", "studio.internal-error", .retry()),
        (500, "InternalError.FileUpload", "studio.internal-error", .retry()),
        (500, "InternalError.Timeout", "studio.internal-error", .retry()),
        (500, "SystemError", "studio.internal-error", .retry()),
        (500, "ModelServiceFailed", "studio.internal-error", .retry()),
        (500, "RequestTimeOut", "studio.internal-error", .retry()),
        (500, "ModelServingError", "studio.internal-error", .retry()),
        (503, "ModelServingError", "studio.internal-error", .retry()),
        (503, "ModelUnavailable", "studio.internal-error", .retry()),
        (500, "NeverSeen", "studio.internal-error", .retry()),
        (408, "NeverSeen", "studio.internal-error", .retry()),
        (409, "NeverSeen", "studio.request-refused", .giveUp),
        (200, "NeverSeen", "studio.bad-reply", .retry()),
    ]

    @Test("means what its code says", arguments: coded)
    func meaning(status: Int, code: String, failure: String, disposition: Disposition) {
        let body = #"{"code":"\#(code)","message":"what happened.","request_id":"r-1"}"#
        let told = ServiceError.failure(Self.response(status, body))
        #expect(told.code == failure)
        #expect(told.disposition == disposition)
        #expect(told.message == "Model Studio answered \(status) \(code): what happened (request r-1)")
    }

    static let bare: [(Int, String, String, Disposition)] = [
        (502, "<html>Bad Gateway</html>", "studio.internal-error", .retry()),
        (404, "<html>no such page</html>", "studio.bad-reply", .retry()),
        (403, "blocked by the firewall", "studio.bad-reply", .retry()),
        (400, "", "studio.bad-reply", .retry()),
        (404, #"{"status":404,"error":"Not Found"}"#, "studio.bad-reply", .retry()),
        (401, "", "studio.credentials-refused", .stop(.credentials)),
        (429, "slow down", "studio.throttled", .retry()),
        (302, "", "studio.redirected", .stop(.configuration)),
    ]

    @Test("without a code of the service is judged by its status", arguments: bare)
    func withoutCode(status: Int, body: String, failure: String, disposition: Disposition) {
        let told = ServiceError.failure(Self.response(status, body))
        #expect(told.code == failure)
        #expect(told.disposition == disposition)
        #expect(told.message == "Model Studio answered \(status)")
    }

    @Test("of a refused key says that keys belong to one region, and names the one that was asked")
    func region() {
        for code in ["InvalidApiKey", "NOT AUTHORIZED", "NeverSeen"] {
            let reply = Self.response(401, #"{"code":"\#(code)","message":"Invalid API-key"}"#)
            let told = ServiceError.failure(reply, of: AskedService(region: "singapore"))
            #expect(told.remedy?.contains("a key of another region is refused here, this is region singapore") == true)
            #expect(ServiceError.failure(reply).remedy?.contains("studio.region") == true)
        }
    }

    @Test("of a plan's key says that it needs the plan's own host")
    func planKey() async {
        let http = ScriptedHTTP([.reply(401, #"{"code":"InvalidApiKey","message":"no"}"#)])
        let client = http.client(region: "beijing", key: "sk-sp-s3cret")
        let told = await #expect(throws: Failure.self) { try await client.query(Replies.id) }
        #expect(told?.remedy?.contains("sk-sp-") == true && told?.remedy?.contains("studio.endpoint") == true)
        #expect(told.map { "\($0)" }?.contains("s3cret") == false)
    }

    @Test("may write msg, and its request id into a header")
    func variants() {
        let told = ServiceError.failure(
            Self.response(500, #"{"code":"SystemError","msg":"oops"}"#, headers: ["X-Request-Id": "r-9"]))
        #expect(told.message == "Model Studio answered 500 SystemError: oops (request r-9)")
    }

    @Test("never passes on a signed query, a control character or an endless text")
    func shown() {
        let long = String(repeating: "x", count: 5000)
        let body = #"{"code":"InvalidURL","message":"bad 'https://h/a?Signature=s3cret' \u001b[2J \#(long)"}"#
        let told = ServiceError.failure(Self.response(400, body))
        #expect(told.message.hasPrefix("Model Studio answered 400 InvalidURL: bad 'https://h/a'  [2J xxx"))
        #expect(told.message.count < 400)
    }

    @Test(
        "is repeated no sooner than it asks for, by seconds or by a date of the service's clock",
        arguments: [
            ("7", nil, Disposition.retry(after: .seconds(7))), ("0", nil, .retry(after: .zero)), ("-1", nil, .retry()),
            ("604800", nil, .retry(after: .seconds(604_800))), ("604801", nil, .retry()),
            ("99999999999", nil, .retry()), ("99999999999999999999", nil, .retry()), ("soon", nil, .retry()),
            ("1.5", nil, .retry()), ("", nil, .retry()),
            ("Fri, 31 Dec 1999 23:59:59 GMT", nil, .retry(after: .zero)),
            ("Sat, 01 Jan 2000 00:00:07 GMT", nil, .retry(after: .seconds(7))),
            ("Sat, 01 Jan 2000 00:00:07 GMT", "Fri, 31 Dec 1999 23:59:57 GMT", .retry(after: .seconds(10))),
            ("Sat, 01 Jan 2000 00:00:07 GMT", "rubbish", .retry(after: .seconds(7))),
            ("Sat, 01 Jan 2000 00:00:07 GMT", "Sat, 01 Jan 2000 00:00:08 GMT", .retry(after: .zero)),
            ("Sun, 01 Jan 2040 00:00:00 GMT", nil, .retry()),
        ] as [(String, String?, Disposition)])
    func retryAfter(value: String, date: String?, disposition: Disposition) {
        var headers: HTTPHeaders = ["retry-after": value]
        headers["Date"] = date
        let year2000 = AskedService(now: Date(timeIntervalSince1970: 946_684_800))
        let told = ServiceError.failure(
            Self.response(429, #"{"code":"Throttling"}"#, headers: headers), of: year2000)
        #expect(told.disposition == disposition)
    }

    @Test(
        "of the transport may pass, unless the request itself is at fault",
        arguments: [
            (TransportError.Kind.nameNotResolved, "studio.unreachable", Disposition.unreachable),
            (.notConnected, "studio.unreachable", .unreachable), (.tls, "studio.unreachable", .unreachable),
            (.timedOut, "studio.unreachable", .retry()), (.broken, "studio.bad-reply", .retry()),
            (.badReply, "studio.bad-reply", .retry()), (.cancelled, "studio.cancelled", .retry()),
            (.badRequest, "studio.bad-endpoint", .stop(.configuration)),
            (.addressRefused, "studio.bad-endpoint", .stop(.configuration)),
        ])
    func transport(kind: TransportError.Kind, code: String, disposition: Disposition) {
        let told = ServiceError.failure(TransportError(kind, "curl said so"))
        #expect(told.code == code)
        #expect(told.disposition == disposition)
        #expect(told.message.hasSuffix(": curl said so"))
    }

    @Test(
        "a service that is not reached is told with its address, but no path, and the settings it comes from",
        arguments: [TransportError.Kind.nameNotResolved, .notConnected, .timedOut])
    func address(kind: TransportError.Kind) {
        let service = AskedService(endpoint: "https://gateway.example:8443/api/v1")
        let told = ServiceError.failure(TransportError(kind, "curl said so"), of: service)
        #expect(told.message.hasSuffix(" at https://gateway.example:8443: curl said so"), "\(told)")
        #expect(told.remedy?.hasPrefix("check studio.region or studio.endpoint, ") == true, "\(told)")
        #expect(ServiceError.failure(TransportError(kind, "x")).remedy?.contains("studio.") == false)
    }
}
