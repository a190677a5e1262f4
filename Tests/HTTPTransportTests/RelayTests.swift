import Dispatch
import Testing

@testable import HTTPTransport

@Suite("Relays", .timeLimit(.minutes(1)))
struct RelayTests {
    static func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 + $0 >> 11) } }

    /// A destination that keeps whole bodies apart from cut ones.
    final class Sink: Sendable {
        let whole = Recorder<[UInt8]>()
        let cut = Recorder<Int>()
        let heads = Recorder<ScriptedServer.Request>()

        func server(status: Int = 200) throws -> ScriptedServer {
            try ScriptedServer { [self] connection in
                while true {
                    let request = try connection.request()
                    heads.add(request)
                    let length = Int(request.headers["content-length"] ?? "") ?? 0
                    do {
                        whole.add(try connection.body(length))
                    } catch {
                        cut.add(connection.rest().count)
                        throw error
                    }
                    try connection.respond(status, ["ETag: \"e\""])
                }
            }
        }
    }

    static func source(_ body: [UInt8]) throws -> ScriptedServer {
        try ScriptedServer { connection in
            while true {
                _ = try connection.request()
                try connection.respond(200, body: body)
            }
        }
    }

    @Test("bytes arrive whole at any size", arguments: [1, 1000, 16 << 10, (16 << 10) + 1, 1 << 20, 5_000_000])
    func whole(size: Int) async throws {
        let body = Self.pattern(size)
        let (source, sink) = (try Self.source(body), Sink())
        let destination = try sink.server()
        let client = try HTTPClient()
        let progress = RelayProgress()
        let outcome = await client.relay(
            ByteHandler(source: source.url, destination: destination.url), progress: progress, sourcePolicy: .any)
        #expect(try outcome.result.get().head.headers["etag"] == "\"e\"")
        #expect(sink.whole.values == [body])
        #expect(outcome.handler.passedBytes == Int64(size))
        #expect(progress.received == Int64(size))
        #expect(sink.heads.values.map(\.method) == ["PUT"])
        #expect(
            sink.heads.values.allSatisfy { !$0.names.contains("expect") && !$0.names.contains("transfer-encoding") })
    }

    @Test("connections on both sides are reused across relays")
    func reuse() async throws {
        let (source, sink) = (try Self.source(Self.pattern(300_000)), Sink())
        let destination = try sink.server()
        let client = try HTTPClient()
        for _ in 0..<5 {
            let handler = ByteHandler(source: source.url, destination: destination.url)
            _ = try await client.relay(handler, progress: RelayProgress(), sourcePolicy: .any).result.get()
        }
        #expect(source.connections == 1)
        #expect(destination.connections == 1)
    }

    @Test("framed bodies arrive in chunks with their end", arguments: [1, 9000, 100_000, 128 << 10, 1_500_000])
    func framed(size: Int) async throws {
        let body = Self.pattern(size)
        let (source, sink) = (try Self.source(body), Sink())
        let destination = try sink.server()
        var handler = ByteHandler(source: source.url, destination: destination.url)
        let chunk = 64 << 10
        var expected: [UInt8] = []
        for start in stride(from: 0, to: size, by: chunk) {
            let piece = body[start..<min(size, start + chunk)]
            expected += Array("[\(piece.count):".utf8) + piece + Array("]".utf8)
        }
        expected += Array("[end]".utf8)
        let wireLength = Int64(expected.count)
        handler.framing = BracketFraming(chunkLength: chunk)
        handler.wireLength = { _ in wireLength }
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        _ = try outcome.result.get()
        #expect(sink.whole.values == [expected])
    }

    @Test("what the handler refuses never arrives whole", arguments: [10, 20_000, 3_000_000], [true, false])
    func refused(size: Int, framed: Bool) async throws {
        let (source, sink) = (try Self.source(Self.pattern(size)), Sink())
        let destination = try sink.server()
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.rejectsAtEnd = true
        if framed { handler.framing = BracketFraming(chunkLength: 64 << 10) }
        let client = try HTTPClient()
        let outcome = await client.relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        #expect(throws: RelayError.self) { try outcome.result.get() }
        guard case .failure(.rejected(let reason)) = outcome.result else { Issue.record("not rejected"); return }
        #expect(reason as? ByteHandler.Refused == ByteHandler.Refused(reason: "bad end"))
        #expect(sink.whole.values.isEmpty)
    }

    @Test("a refusal in the middle of the source ends both sides")
    func refusedEarly() async throws {
        let (source, sink) = (try Self.source(Self.pattern(2_000_000)), Sink())
        let destination = try sink.server()
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.rejectsByteAt = 700_000
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.rejected) = outcome.result else { Issue.record("not rejected"); return }
        #expect(sink.whole.values.isEmpty)
    }

    @Test("a source cut anywhere goes on at its offset", arguments: [0, 1, 200_000, 2_999_999])
    func continues(cut: Int) async throws {
        let body = Self.pattern(3_000_000)
        let source = try ScriptedServer { connection in
            let request = try connection.request()
            if let range = request.headers["range"] {
                let from = try #require(Int(range.dropFirst("bytes=".count).dropLast()))
                let head = "HTTP/1.1 206 P\r\nContent-Length: \(body.count - from)\r\n"
                try connection.send(head + "Content-Range: bytes \(from)-\(body.count - 1)/\(body.count)\r\n\r\n")
                try connection.send(Array(body[from...]))
            } else {
                try connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n")
                try connection.send(Array(body[..<cut]))
            }
        }
        let sink = Sink()
        let destination = try sink.server()
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.resumes = 1
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        _ = try outcome.result.get()
        #expect(sink.whole.values == [body])
        #expect(destination.connections == 1)
    }

    @Test("a cut source that is not continued leaves nothing whole")
    func cutSource() async throws {
        let source = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n")
            try connection.send(Self.pattern(499_999))
        }
        let sink = Sink()
        let destination = try sink.server()
        let handler = ByteHandler(source: source.url, destination: destination.url)
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.rejected) = outcome.result else { Issue.record("not rejected"); return }
        #expect(sink.whole.values.isEmpty)
    }

    @Test("a source that refuses is told with its body, and nothing is uploaded")
    func sourceRefuses() async throws {
        let source = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.respond(403, ["x-oss-ec: 0002-00000069"], body: Array("<Error/>".utf8))
        }
        let sink = Sink()
        let destination = try sink.server()
        let handler = ByteHandler(source: source.url, destination: destination.url)
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.sourceRefused(let response)) = outcome.result else { Issue.record("other"); return }
        #expect(response.head.status == 403)
        #expect(response.body == Array("<Error/>".utf8))
        #expect(destination.connections == 0)
    }

    @Test("a destination that refuses early is told with its body", arguments: [403, 503, 301])
    func destinationRefuses(status: Int) async throws {
        let source = try Self.source(Self.pattern(4_000_000))
        let destination = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.respond(status, ["Location: http://127.0.0.1:1/"], body: Array("<Error/>".utf8))
            _ = connection.rest()
        }
        let handler = ByteHandler(source: source.url, destination: destination.url)
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.destinationRefused(let response)) = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
        #expect(response.head.status == status)
        #expect(response.body == Array("<Error/>".utf8))
        #expect(destination.connections == 1)
    }

    @Test("a destination that says 200 before it has everything is not believed")
    func earlySuccess() async throws {
        let source = try Self.source(Self.pattern(4_000_000))
        let destination = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.respond(200, ["Connection: close"])
        }
        let handler = ByteHandler(source: source.url, destination: destination.url)
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.destination) = outcome.result else { Issue.record("\(outcome.result)"); return }
    }

    @Test("a destination that resets is a failure of the destination")
    func destinationResets() async throws {
        let source = try Self.source(Self.pattern(8_000_000))
        let destination = try ScriptedServer { connection in
            _ = try connection.request()
            _ = try connection.body(100_000)
            connection.reset()
        }
        let handler = ByteHandler(source: source.url, destination: destination.url)
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.destination(_, bodyWasReleased: false)) = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
    }

    @Test("a stalled source and a stalled destination end the relay by themselves", arguments: [true, false])
    func stalls(sourceStalls: Bool) async throws {
        let body = Self.pattern(8_000_000)
        let release = DispatchSemaphore(value: 0)
        let source = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n")
            try connection.send(sourceStalls ? Array(body[..<300_000]) : body)
            _ = connection.rest()
        }
        let sink = Sink()
        let reading = try sink.server()
        let stuck = try ScriptedServer { connection in
            _ = try connection.request()
            // Reads no further, and stays until the test lets go of it.
            release.wait()
        }
        defer { release.signal() }
        let handler = ByteHandler(source: source.url, destination: sourceStalls ? reading.url : stuck.url)
        let client = try HTTPClient(TransportOptions(stallTimeout: .seconds(1)))
        let outcome = await client.relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        switch outcome.result {
        case .failure(.rejected) where sourceStalls: break
        case .failure(.destination(let error, _)) where !sourceStalls: #expect(error.kind == .timedOut)
        default: Issue.record("\(outcome.result)")
        }
    }

    @Test("cancelling stops both sides at once and leaves nothing whole")
    func cancellation() async throws {
        let sending = AsyncStream<Void>.makeStream()
        let source = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n")
            try connection.send(Self.pattern(3_999_000))
            sending.continuation.yield()
            _ = connection.rest()
        }
        let sink = Sink()
        let destination = try sink.server()
        let client = try HTTPClient()
        let handler = ByteHandler(source: source.url, destination: destination.url)
        let task = Task { await client.relay(handler, progress: RelayProgress(), sourcePolicy: .any) }
        for await _ in sending.stream { break }
        task.cancel()
        guard case .failure(.cancelled) = await task.value.result else { Issue.record("not cancelled"); return }
        #expect(sink.whole.values.isEmpty)
    }

    @Test("a private address is refused as a source before anything is sent")
    func privateSource() async throws {
        let (source, sink) = (try Self.source([1]), Sink())
        let destination = try sink.server()
        let urls = [
            source.url, "http://2130706433:\(source.port)/", "http://0x7f.1:\(source.port)/",
            "http://localhost:\(source.port)/",
        ]
        for url in urls {
            let handler = ByteHandler(source: url, destination: destination.url)
            let outcome = try await HTTPClient().relay(handler, progress: RelayProgress())
            guard case .failure(.source(let error)) = outcome.result else { Issue.record("\(url)"); continue }
            #expect(error.kind == .addressRefused, "\(url)")
        }
        #expect(source.connections == 0)
    }

    @Test("a connection that is open already does not let a private source in")
    func reusedConnection() async throws {
        let (source, sink) = (try Self.source([1]), Sink())
        let destination = try sink.server()
        let client = try HTTPClient()
        _ = try await client.exchange(HTTPRequest("GET", source.url))
        let handler = ByteHandler(source: source.url, destination: destination.url)
        let outcome = await client.relay(handler, progress: RelayProgress())
        guard case .failure(.source(let error)) = outcome.result else { Issue.record("not refused"); return }
        #expect(error.kind == .addressRefused)
        #expect(source.connections == 1)
        #expect(destination.connections == 0)
    }

    @Test("cancelling is heard while bytes flow as fast as they can")
    func cancellationUnderLoad() async throws {
        let piece = Self.pattern(1 << 20)
        let source = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(4000 << 20)\r\n\r\n")
            for _ in 0..<4000 { try connection.send(piece) }
        }
        let destination = try ScriptedServer { connection in
            _ = try connection.request()
            connection.discard()
        }
        let client = try HTTPClient()
        let relays = (0..<4).map { _ in
            let progress = RelayProgress()
            let handler = ByteHandler(source: source.url, destination: destination.url)
            return (progress, Task { await client.relay(handler, progress: progress, sourcePolicy: .any) })
        }
        while relays.contains(where: { $0.0.received < 4 << 20 }) { await Task.yield() }
        let start = ContinuousClock.now
        for (_, task) in relays { task.cancel() }
        for (progress, task) in relays {
            guard case .failure(.cancelled) = await task.value.result else { Issue.record("not cancelled"); continue }
            #expect(progress.received < 4000 << 20)
        }
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test("many relays at once share the loop")
    func parallel() async throws {
        let body = Self.pattern(700_000)
        let (source, sink) = (try Self.source(body), Sink())
        let destination = try sink.server()
        let client = try HTTPClient()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    let handler = ByteHandler(source: source.url, destination: destination.url)
                    _ = try await client.relay(handler, progress: RelayProgress(), sourcePolicy: .any).result.get()
                }
            }
            try await group.waitForAll()
        }
        #expect(sink.whole.values.count == 40)
        #expect(sink.whole.values.allSatisfy { $0 == body })
    }
}
