import Testing

@testable import HTTPTransport

@Suite("An upload that takes time to open", .timeLimit(.minutes(1)))
struct DeferredUploadTests {
    private struct NoCredentials: Error {}

    private static func settled(_ progress: RelayProgress, at count: Int64) async {
        while progress.received < count, !Task.isCancelled { await Task.yield() }
    }

    @Test(
        "keeps the source waiting behind a full ring, and a small file whole in it",
        arguments: [1, 20_000, 110_000, 180_000, 900_000, 5_000_000, 12_000_000])
    func waits(size: Int) async throws {
        let body = RelayTests.pattern(size)
        let (source, sink) = (try RelayTests.source(body), RelayTests.Sink())
        let destination = try sink.server()
        let (gate, ended) = (Gate(), Gate())
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.beforeUpload = { await gate.wait() }
        handler.whenSourceEnds = { ended.open() }
        let progress = RelayProgress()
        let client = try HTTPClient()
        async let outcome = client.relay(handler, progress: progress, sourcePolicy: .any)
        let ring = size < RingStore.long ? RingStore.least : RingStore.most
        if size > ring {
            await Self.settled(progress, at: Int64(ring - EasyTransfer.bufferSize))
        } else {
            await ended.wait()
        }
        #expect(progress.received <= ring)
        #expect(destination.connections == 0)
        gate.open()
        _ = try await outcome.result.get()
        #expect(sink.whole.values == [body])
    }

    @Test("does not make the source count as stalled")
    func slow() async throws {
        let body = RelayTests.pattern(3_000_000)
        let (source, sink) = (try RelayTests.source(body), RelayTests.Sink())
        let destination = try sink.server()
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.beforeUpload = { try await Task.sleep(for: .milliseconds(2500)) }
        let client = try HTTPClient(TransportOptions(stallTimeout: .seconds(1)))
        let outcome = await client.relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        _ = try outcome.result.get()
        #expect(sink.whole.values == [body])
        #expect(source.connections == 1)
    }

    @Test("that cannot be opened ends the relay as rejected", arguments: [10, 3_000_000])
    func fails(size: Int) async throws {
        let (source, sink) = (try RelayTests.source(RelayTests.pattern(size)), RelayTests.Sink())
        let destination = try sink.server()
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.beforeUpload = { throw NoCredentials() }
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.rejected(let reason)) = outcome.result else { Issue.record("not rejected"); return }
        #expect(reason is NoCredentials)
        #expect(destination.connections == 0)
    }

    @Test("is cancelled with its relay")
    func cancelled() async throws {
        let (source, sink) = (try RelayTests.source(RelayTests.pattern(1000)), RelayTests.Sink())
        let destination = try sink.server()
        let (begun, stopped) = (Gate(), Gate())
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.beforeUpload = {
            begun.open()
            do {
                try await Task.sleep(for: .seconds(3600))
            } catch {
                stopped.open()
                throw error
            }
        }
        let client = try HTTPClient()
        let task = Task { [handler] in
            await client.relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        }
        await begun.wait()
        task.cancel()
        guard case .failure(.cancelled) = await task.value.result else { Issue.record("not cancelled"); return }
        await stopped.wait()
        #expect(destination.connections == 0)
    }

    @Test("that opens when the relay has ended is not begun", arguments: [true, false])
    func tooLate(clientLives: Bool) async throws {
        let (source, sink) = (try RelayTests.source(RelayTests.pattern(1000)), RelayTests.Sink())
        let destination = try sink.server()
        let (gate, opened) = (Gate(), Gate())
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.rejectsAtEnd = true
        handler.beforeUpload = {
            await gate.waitStubbornly()
            opened.open()
        }
        var client: HTTPClient? = try HTTPClient()
        let outcome = await client?.relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.rejected) = outcome?.result else { Issue.record("not rejected"); return }
        if !clientLives { client = nil }
        gate.open()
        await opened.wait()
        _ = try await client?.exchange(HTTPRequest("GET", source.url))
        #expect(destination.connections == 0)
    }

    @Test("does not mind that the source breaks meanwhile and goes on", arguments: [0, 1, 50_000])
    func sourceBreaks(cut: Int) async throws {
        let body = RelayTests.pattern(100_000)
        let source = try ScriptedServer { connection in
            let request = try connection.request()
            if let range = request.headers["range"] {
                let from = try #require(Int(range.dropFirst("bytes=".count).dropLast()))
                try connection.respond(
                    206, ["Content-Range: bytes \(from)-\(body.count - 1)/\(body.count)"], body: Array(body[from...]))
            } else {
                try connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n")
                try connection.send(Array(body[..<cut]))
            }
        }
        let sink = RelayTests.Sink()
        let destination = try sink.server()
        let gate = Gate()
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.resumes = 1
        handler.beforeUpload = { await gate.wait() }
        let progress = RelayProgress()
        let client = try HTTPClient()
        async let outcome = client.relay(handler, progress: progress, sourcePolicy: .any)
        await Self.settled(progress, at: Int64(body.count))
        gate.open()
        _ = try await outcome.result.get()
        #expect(sink.whole.values == [body])
    }
}
