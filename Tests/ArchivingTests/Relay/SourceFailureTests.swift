import Failures
import HTTPTransport
import Media
import Testing

@testable import Archiving

@Suite("What failures of a source mean")
struct SourceFailureTests {
    private static func response(
        _ status: Int, code: String? = nil, ec: String? = nil, ecHeader: String? = nil
    ) -> HTTPResponse {
        var body = ""
        if let code {
            body =
                "<?xml version=\"1.0\"?><Error><Code>\(code)</Code>" + (ec.map { "<EC>\($0)</EC>" } ?? "") + "</Error>"
        }
        var headers: HTTPHeaders = [:]
        headers["x-oss-ec"] = ecHeader
        return HTTPResponse(head: HTTPResponseHead(status: status, headers: headers), body: Array(body.utf8))
    }

    @Test(
        "a status says what is to be done",
        arguments: [
            (401, "source.refused", .renewSource(expired: false)),
            (403, "source.refused", .renewSource(expired: false)),
            (404, "source.refused", .renewSource(expired: false)),
            (410, "source.refused", .renewSource(expired: false)),
            (408, "source.transient", .retry()), (412, "source.changed", .refuseContent),
            (429, "source.transient", .retry()), (500, "source.transient", .retry()),
            (503, "source.transient", .retry()), (599, "source.transient", .retry()),
            (301, "source.redirected", .refuseContent), (302, "source.redirected", .refuseContent),
            (307, "source.redirected", .refuseContent), (400, "source.refused", .refuseContent),
            (405, "source.refused", .refuseContent), (416, "source.refused", .refuseContent),
        ] as [(Int, String, Disposition)])
    func status(status: Int, code: String, disposition: Disposition) {
        let failure = SourceFailure.refusal(Self.response(status))
        #expect(failure.code == code)
        #expect(failure.disposition == disposition)
        #expect(failure.message.contains("HTTP \(status)"))
    }

    @Test("only 403 with OSS's number for it means that the URL's time is over, be it in the body or in a header")
    func expired() {
        let number = "0002-00000069"
        for response in [
            Self.response(403, code: "AccessDenied", ec: number), Self.response(403, ecHeader: number),
        ] {
            let failure = SourceFailure.refusal(response)
            #expect(failure.code == "source.expired")
            #expect(failure.disposition == .renewSource(expired: true))
        }
        for response in [
            Self.response(403, code: "AccessDenied", ec: "0002-00000040"), Self.response(403, code: "AccessDenied"),
            Self.response(404, code: "NoSuchKey", ec: number),
        ] {
            let failure = SourceFailure.refusal(response)
            #expect(failure.code == "source.refused")
            #expect(failure.disposition == .renewSource(expired: false))
        }
    }

    @Test("the source's own code stands in the message")
    func message() {
        let failure = SourceFailure.refusal(Self.response(404, code: "NoSuchKey", ec: "0026-00000001"))
        #expect(failure.message == "the source refuses the URL: HTTP 404 (NoSuchKey, EC 0026-00000001)")
    }

    @Test(
        "a connection that failed is tried again, unless no repetition can help",
        arguments: [
            (.nameNotResolved, "source.connection", .retry()), (.notConnected, "source.connection", .retry()),
            (.tls, "source.connection", .retry()), (.timedOut, "source.connection", .retry()),
            (.broken, "source.connection", .retry()), (.cancelled, "source.connection", .retry()),
            (.addressRefused, "source.private-address", .giveUp), (.badRequest, "source.bad-url", .refuseContent),
            (.badReply, "source.bad-url", .refuseContent),
        ] as [(TransportError.Kind, String, Disposition)])
    func connection(kind: TransportError.Kind, code: String, disposition: Disposition) {
        let failure = SourceFailure.connection(TransportError(kind, "why"))
        #expect(failure.code == code)
        #expect(failure.disposition == disposition)
        #expect(failure.cause as? TransportError == TransportError(kind, "why"))
    }

    @Test("an interruption tells how far the source came", arguments: [nil, 503, 302])
    func interruption(status: Int?) throws {
        let interruption =
            status.map { SourceInterruption.refused(Self.response($0)) } ?? .transport(TransportError(.broken, "gone"))
        let failure = try SourceFailure.interruption(interruption, at: 7, of: 9)
        #expect(failure.message.hasPrefix("the source ended at byte 7 of 9: "))
        #expect(try SourceFailure.interruption(nil, at: 7, of: 9).message == "the source ended at byte 7 of 9")
        #expect(try SourceFailure.interruption(nil, at: 7, of: 9).disposition == .retry())
    }

    @Test("a dead URL and a replaced file end an attempt at once", arguments: [401, 403, 404, 410, 412])
    func final(status: Int) {
        #expect(throws: Failure.self) {
            try SourceFailure.interruption(.refused(Self.response(status)), at: 7, of: 9)
        }
    }

    @Test("what a relay was rejected with keeps its meaning; anything unknown is a bug")
    func rejection() {
        let failure = Failure("a.b", "c", disposition: .giveUp)
        #expect(SourceFailure.rejection(failure).code == "a.b")
        let content = SourceFailure.rejection(ContentDefect.htmlPage)
        #expect(content.code == "source.bad-content")
        #expect(content.disposition == .refuseContent)
        #expect(content.message.contains("HTML"))
        #expect(SourceFailure.rejection(CancellationError()).disposition == .stop(.bug))
    }
}
