import Failures
import HTTPTransport
import Synchronization
import Testing

@testable import Notifying

/// Answers requests with what it was given, one after the other, and keeps them.
private final class ScriptedHTTP: HTTPExchanging {
    private let state: Mutex<(answers: [Result<Int, TransportError>], requests: [HTTPRequest], times: [Duration?])>

    init(_ answers: [Result<Int, TransportError>]) { state = Mutex((answers, [], [])) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }
    var times: [Duration?] { state.withLock { $0.times } }

    func exchange(
        _ request: HTTPRequest, limits: ExchangeLimits
    ) async throws(TransportError) -> HTTPResponse {
        let answer = state.withLock { state in
            state.requests.append(request)
            state.times.append(limits.time)
            return state.answers.isEmpty ? .success(200) : state.answers.removeFirst()
        }
        return HTTPResponse(head: HTTPResponseHead(status: try answer.get(), headers: [:]), body: [])
    }
}

@Suite("Pings")
struct PingTests {
    private static let quick = Pinger.Patience(time: .seconds(1), pause: .zero)

    private static func send(
        _ signal: PingSignal, _ body: String = "", _ answers: [Result<Int, TransportError>] = []
    ) async -> (failure: Failure?, requests: [HTTPRequest]) {
        let http = ScriptedHTTP(answers)
        let pinger = Pinger(url: "https://hc.example/secret-uuid", host: "hc.example", http: http)
        let failure = await pinger.send(signal, body, patience: quick)
        return (failure, http.requests)
    }

    @Test(
        "each signal has its URL, as Healthchecks takes them",
        arguments: [
            (PingSignal.start, "/start"), (.end(code: 0), ""), (.end(code: 65), "/65"), (.end(code: 143), "/143"),
        ])
    func urls(signal: PingSignal, path: String) async {
        let (failure, requests) = await Self.send(signal, "a line\n")
        #expect(failure == nil)
        #expect(requests.map(\.url) == ["https://hc.example/secret-uuid" + path])
        #expect(requests.map(\.method) == ["POST"])
        #expect(requests.first?.body == .bytes(Array("a line\n".utf8)))
    }

    private static let timeout = TransportError(.timedOut, "https://hc.example/secret-uuid timed out")

    @Test(
        "what may pass is tried once more, nothing else is, and a message names the host alone",
        arguments: [
            ([.success(200)], 1, nil),
            ([.success(500), .success(200)], 2, nil),
            ([.success(500), .success(503)], 2, "it answered 503"),
            ([.success(429), .failure(timeout)], 2, "it did not answer in time"),
            ([.failure(TransportError(.notConnected, "secret-uuid")), .success(204)], 2, nil),
            ([.success(404)], 1, "it answered 404"),
            ([.success(301)], 1, "it answered 301, a redirect, which is not followed"),
            ([.failure(TransportError(.tls, "secret-uuid"))], 1, "TLS failed, or its certificate is not trusted"),
        ] as [([Result<Int, TransportError>], Int, String?)])
    func tries(answers: [Result<Int, TransportError>], count: Int, reason: String?) async {
        let (failure, requests) = await Self.send(.end(code: 0), "", answers)
        #expect(requests.count == count)
        let message = reason.map { "the monitor at hc.example was not told: \($0); look at notify.ping" }
        #expect(failure?.description == message)
    }

    @Test("a run that is being stopped gives it 2 seconds, once; others 10 seconds, twice")
    func patience() async {
        for (patience, times) in [
            (Pinger.Patience.hurried, [Duration.seconds(2)]), (.usual, [.seconds(10), .seconds(10)]),
        ] {
            let http = ScriptedHTTP([.failure(Self.timeout), .failure(Self.timeout)])
            let pinger = Pinger(url: "https://hc.example/u", host: "hc.example", http: http)
            _ = await pinger.send(.start, patience: patience)
            #expect(http.times == times)
        }
    }

    @Test(
        "where time is short there is one try, within what is left and not less than a hurried one",
        arguments: [
            (30.0, [10.0, 10]), (21, [10, 10]), (20.9, [10]), (7, [7]), (1, [2]), (-5, [2]),
        ] as [(Double, [Double])])
    func left(seconds: Double, tries: [Double]) async {
        let http = ScriptedHTTP([.failure(Self.timeout), .failure(Self.timeout)])
        let pinger = Pinger(url: "https://hc.example/u", host: "hc.example", http: http)
        var patience = Pinger.Patience.usual.within(.seconds(seconds))
        if patience.pause != nil { patience.pause = .zero }
        _ = await pinger.send(.start, patience: patience)
        #expect(http.times == tries.map { .seconds($0) })
        #expect(Pinger.Patience.single.within(.seconds(10)).time == .seconds(10))
    }

    @Test("the body is the summary and what went wrong, bounded")
    func body() {
        var body = PingBody()
        #expect(body.text(summary: "done") == "done\n")
        body.add("task a: lost")
        for _ in 0..<2 { body.add("task b: lost") }
        #expect(body.text(summary: "s") == "s\ntask a: lost\ntask b: lost\n")
        let long = String(repeating: "x", count: 95)
        for number in 1000..<2000 { body.add("\(number)\(long)") }
        let text = body.text(summary: "s")
        #expect(text.utf8.count <= 10_100)
        #expect(text.hasSuffix("\nand 901 more lines\n"), "\(text.suffix(30))")
    }
}
