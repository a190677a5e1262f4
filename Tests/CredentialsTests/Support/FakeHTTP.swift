import HTTPTransport
import Synchronization

/// Answers requests by a function and keeps them.
final class FakeHTTP: HTTPExchanging {
    typealias Answer = @Sendable (HTTPRequest) throws(TransportError) -> HTTPResponse

    private let answer: Answer
    private let log = Mutex<[(request: HTTPRequest, limits: ExchangeLimits)]>([])

    init(_ answer: @escaping Answer) { self.answer = answer }

    /// Nobody answers.
    static var silent: FakeHTTP {
        FakeHTTP { (_) throws(TransportError) in throw TransportError(.timedOut, "no answer in time") }
    }

    /// Every request gets this.
    static func always(_ status: Int, _ body: String) -> FakeHTTP { FakeHTTP { _ in reply(status, body) } }

    var requests: [HTTPRequest] { log.withLock { $0.map(\.request) } }
    var limits: [ExchangeLimits] { log.withLock { $0.map(\.limits) } }

    func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
        log.withLock { $0.append((request, limits)) }
        return try answer(request)
    }
}

func reply(_ status: Int, _ body: String = "") -> HTTPResponse {
    HTTPResponse(head: HTTPResponseHead(status: status), body: Array(body.utf8))
}

extension HTTPRequest {
    /// The body as text.
    var text: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
