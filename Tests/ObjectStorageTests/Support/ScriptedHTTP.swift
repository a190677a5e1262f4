import HTTPTransport
import Synchronization

/// Answers requests from a script, and keeps them.
final class ScriptedHTTP: HTTPExchanging {
    enum Answer: Sendable {
        case reply(Int, String = "", HTTPHeaders = [:])
        case fail(TransportError.Kind)

        static func refusal(
            _ status: Int, _ code: String, children: String = "", headers: HTTPHeaders = [:]
        ) -> Answer {
            .reply(status, "<Error><Code>\(code)</Code><Message>no</Message>\(children)</Error>", headers)
        }

        /// The answer to a HEAD of an object.
        static func object(size: Int64, token: String? = nil, _ headers: HTTPHeaders = [:]) -> Answer {
            var headers = headers
            headers["Content-Length"] = String(size)
            headers["x-amz-meta-upload-token"] = token
            return .reply(200, "", headers)
        }
    }

    private struct State {
        var answers: [Answer]
        var requests: [HTTPRequest] = []
        var limits: [ExchangeLimits] = []
    }

    private let state: Mutex<State>

    init(_ answers: [Answer] = []) { state = Mutex(State(answers: answers)) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }
    var limits: [ExchangeLimits] { state.withLock { $0.limits } }
    /// Answers nobody has asked for yet.
    var answersLeft: Int { state.withLock { $0.answers.count } }

    /// `PUT /path?query` of every request.
    var lines: [String] {
        requests.map { request in
            let host = request.url.split(separator: "://").last ?? ""
            return "\(request.method) \(host.drop { $0 != "/" })"
        }
    }

    func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
        let answer = state.withLock { state -> Answer in
            state.requests.append(request)
            state.limits.append(limits)
            return state.answers.isEmpty ? .fail(.notConnected) : state.answers.removeFirst()
        }
        switch answer {
        case .reply(let status, let body, let headers): return .text(status, body, headers: headers)
        case .fail(let kind): throw TransportError(kind, "scripted")
        }
    }
}

extension HTTPRequest {
    /// The body as text.
    var text: String? {
        if case .bytes(let bytes)? = body { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
}
