import HTTPTransport
import ModelStudio
import Redaction
import Synchronization

/// Answers requests from a script, and keeps them and the waits between them.
final class ScriptedHTTP: HTTPExchanging {
    enum Answer: Sendable {
        case reply(Int, String, HTTPHeaders = [:])
        case fail(TransportError.Kind)
    }

    private struct State {
        var answers: [Answer]
        var requests: [HTTPRequest] = []
        var waits: [Duration] = []
    }

    private let state: Mutex<State>

    init(_ answers: [Answer]) { state = Mutex(State(answers: answers)) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }
    var waits: [Duration] { state.withLock { $0.waits } }

    func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
        let answer = state.withLock { state -> Answer in
            state.requests.append(request)
            return state.answers.isEmpty ? .fail(.notConnected) : state.answers.removeFirst()
        }
        switch answer {
        case .reply(let status, let body, let headers):
            return HTTPResponse(head: HTTPResponseHead(status: status, headers: headers), body: Array(body.utf8))
        case .fail(let kind):
            throw TransportError(kind, "scripted")
        }
    }

    /// A client of this script that takes no time.
    func client(workspaceID: String? = nil, retries: Int = 3, pacer: Pacer? = nil) -> ModelStudioClient {
        let instant = WaitClock(now: { .zero }, sleep: { _ in })
        let recording = WaitClock(
            now: { .zero },
            sleep: { wait in
                try Task.checkCancellation()
                self.state.withLock { $0.waits.append(wait) }
            })
        return ModelStudioClient(
            http: self, endpoint: "https://dashscope.example/api/v1", apiKey: Secret("sk-test"),
            workspaceID: workspaceID, pacer: pacer ?? Pacer(permitsPerSecond: 15, clock: instant), retries: retries,
            clock: recording, random: { 0.5 })
    }
}
