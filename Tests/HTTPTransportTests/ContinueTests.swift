import Testing

@testable import HTTPTransport

@Suite("An upload that waits for 100 (Continue)", .timeLimit(.minutes(1)))
struct ContinueTests {
    private static func relay(
        _ body: [UInt8], to destination: ScriptedServer, expects: Bool = true, client: HTTPClient? = nil
    ) async throws -> RelayOutcome<ByteHandler> {
        let source = try RelayTests.source(body)
        defer { source.stop() }
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.expectsContinue = expects
        return try await (client ?? HTTPClient()).relay(handler, progress: RelayProgress(), sourcePolicy: .any)
    }

    /// Says what it has to say, takes the body, and answers 200.
    private static func destination(_ interim: String?, _ bodies: Recorder<[UInt8]>) throws -> ScriptedServer {
        try ScriptedServer { connection in
            while true {
                let request = try connection.request()
                if request.headers["expect"] == "100-continue", let interim { try connection.send(interim) }
                bodies.add(try connection.body(Int(request.headers["content-length"] ?? "") ?? 0))
                try connection.respond(200)
            }
        }
    }

    @Test(
        "sends the body at the word, or without it after a moment",
        arguments: [
            ("HTTP/1.1 100 Continue\r\n\r\n", true, .answered), (nil, true, .ignored),
            ("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", true, .ignored),
            ("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n", true, .answered),
            ("HTTP/1.1 100 Continue\r\n\r\n", false, .notAsked),
        ] as [(String?, Bool, ContinueAnswer)])
    func answers(interim: String?, expects: Bool, answer: ContinueAnswer) async throws {
        let bodies = Recorder<[UInt8]>()
        let destination = try Self.destination(interim, bodies)
        defer { destination.stop() }
        let body = RelayTests.pattern(700_000)
        let outcome = try await Self.relay(body, to: destination, expects: expects)
        _ = try outcome.result.get()
        #expect(outcome.continueAnswer == answer)
        #expect(bodies.values == [body])
    }

    @Test("waits for a moment only")
    func bounded() async throws {
        let bodies = Recorder<[UInt8]>()
        let destination = try Self.destination(nil, bodies)
        defer { destination.stop() }
        let start = ContinuousClock.now
        _ = try await Self.relay([1, 2, 3], to: destination).result.get()
        let time = ContinuousClock.now - start
        #expect(time >= .milliseconds(300) && time < .seconds(20))
    }

    @Test("uses a kept connection")
    func kept() async throws {
        let bodies = Recorder<[UInt8]>()
        let destination = try Self.destination("HTTP/1.1 100 Continue\r\n\r\n", bodies)
        defer { destination.stop() }
        let client = try HTTPClient()
        for _ in 0..<3 {
            let outcome = try await Self.relay(RelayTests.pattern(100_000), to: destination, client: client)
            #expect(outcome.continueAnswer == .answered)
        }
        #expect(destination.connections == 1)
        #expect(bodies.values.count == 3)
    }

    @Test("sends nothing to a destination that refuses", arguments: [301, 307, 401, 403, 417, 503])
    func refused(status: Int) async throws {
        let received = Recorder<Int>()
        let destination = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.respond(status, ["Location: http://127.0.0.1:1/"], body: Array("<Error/>".utf8))
            received.add(connection.rest().count)
        }
        defer { destination.stop() }
        let start = ContinuousClock.now
        let outcome = try await Self.relay(RelayTests.pattern(4_000_000), to: destination)
        guard case .failure(.destinationRefused(let response)) = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
        #expect(response.head.status == status)
        // libcurl drops the body of a 417, whose status says it all.
        #expect(response.body == (status == 417 ? [] : Array("<Error/>".utf8)))
        #expect(outcome.continueAnswer == .answered)
        #expect(ContinuousClock.now - start < .seconds(20))
        while received.values.isEmpty { await Task.yield() }
        #expect(received.values == [0])
        #expect(destination.connections == 1)
    }

    @Test("is told of a refusal that comes after the body began", arguments: [403, 417])
    func refusedLate(status: Int) async throws {
        let destination = try ScriptedServer { connection in
            _ = try connection.request()
            _ = try connection.body(50_000)
            try connection.respond(status)
            _ = connection.rest()
        }
        defer { destination.stop() }
        let outcome = try await Self.relay(RelayTests.pattern(4_000_000), to: destination)
        guard case .failure(.destinationRefused(let response)) = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
        #expect(response.head.status == status)
        #expect(outcome.continueAnswer == .ignored)
        #expect(destination.connections == 1)
    }

    @Test("is told at once of a refusal while the source brings nothing", arguments: [true, false])
    func refusedWhilePaused(expects: Bool) async throws {
        let source = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n")
            try connection.send(RelayTests.pattern(300_000))
            _ = connection.rest()
        }
        let destination = try ScriptedServer { connection in
            _ = try connection.request()
            if expects { try connection.send("HTTP/1.1 100 Continue\r\n\r\n") }
            _ = try connection.body(300_000 - UploadBody.holdBack)
            try connection.respond(403, body: Array("<Error/>".utf8))
            _ = connection.rest()
        }
        defer { destination.stop() }
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.expectsContinue = expects
        let start = ContinuousClock.now
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.destinationRefused(let response)) = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
        #expect(response.body == Array("<Error/>".utf8))
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test("is over when a refusal without an end has been read as far as it matters")
    func endlessRefusal() async throws {
        let destination = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 403 Forbidden\r\n\r\n")
            while true { try connection.send([UInt8](repeating: 0x61, count: 64 << 10)) }
        }
        defer { destination.stop() }
        let outcome = try await Self.relay([1], to: destination)
        guard case .failure(.destinationRefused(let response)) = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
        #expect(response.body.count == 64 << 10)
    }
}
