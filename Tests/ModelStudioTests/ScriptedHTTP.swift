import HTTPTransport
import ModelStudio
import Pacing
import Redaction
import Synchronization
import TestClocks

/// Answers requests from a script, and keeps them and the waits between them.
final class ScriptedHTTP: HTTPExchanging {
    enum Answer: Sendable {
        case reply(Int, String, HTTPHeaders = [:])
        case fail(TransportError.Kind, isUnsent: Bool? = nil)
    }

    private struct State {
        var answers: [Answer]
        var requests: [HTTPRequest] = []
        var waits: [Duration] = []
        var limits: [ExchangeLimits] = []
    }

    private let state: Mutex<State>

    init(_ answers: [Answer]) { state = Mutex(State(answers: answers)) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }
    var limits: [ExchangeLimits] { state.withLock { $0.limits } }
    var waits: [Duration] { state.withLock { $0.waits } }

    func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
        let answer = state.withLock { state -> Answer in
            state.requests.append(request)
            state.limits.append(limits)
            return state.answers.isEmpty ? .fail(.notConnected) : state.answers.removeFirst()
        }
        switch answer {
        case .reply(let status, let body, let headers):
            return HTTPResponse(head: HTTPResponseHead(status: status, headers: headers), body: Array(body.utf8))
        case .fail(let kind, let isUnsent):
            throw TransportError(kind, "scripted", isUnsent: isUnsent)
        }
    }

    /// A client of this script that takes no time.
    func client(
        workspaceID: String? = nil, region: String? = nil, key: String = "sk-test", retries: Int = 3,
        pacer: Pacer? = nil, submitPacer: Pacer? = nil, serviceClock: ServiceClock = ServiceClock(),
        endpoint: String = "https://dashscope.example/api/v1"
    ) -> ModelStudioClient {
        let recording = WaitClock(
            now: { .zero },
            sleep: { wait in
                try Task.checkCancellation()
                self.state.withLock { $0.waits.append(wait) }
            })
        func instant() -> Pacer { Pacer(permitsPerSecond: 15, clock: TestClock().waitClock) }
        return ModelStudioClient(
            http: self, endpoint: endpoint, apiKey: Secret(key), workspaceID: workspaceID, region: region,
            pacer: pacer ?? instant(), submitPacer: submitPacer ?? instant(), serviceClock: serviceClock,
            retries: retries, clock: recording, random: { 0.5 })
    }
}
