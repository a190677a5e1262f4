import Testing

@testable import HTTPTransport

@Suite("A source in segments", .timeLimit(.minutes(1)))
struct SourceStreamTests {
    /// How a response tells where it ends.
    enum Ending: Sendable, CaseIterable { case length, chunks, close }

    private static func server(_ body: [UInt8], _ ending: Ending = .length) throws -> ScriptedServer {
        try ScriptedServer { connection in
            _ = try connection.request()
            switch ending {
            case .length: try connection.respond(200, ["ETag: \"e\""], body: body)
            case .close: try connection.send(Array("HTTP/1.1 200 OK\r\nETag: \"e\"\r\n\r\n".utf8) + body)
            case .chunks:
                try connection.send("HTTP/1.1 200 OK\r\nETag: \"e\"\r\nTransfer-Encoding: chunked\r\n\r\n")
                for start in stride(from: 0, to: body.count, by: 70_001) {
                    let piece = body[start..<min(start + 70_001, body.count)]
                    try connection.send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10])
                }
                try connection.send("0\r\n\r\n")
            }
        }
    }

    private static func open(
        _ server: ScriptedServer, _ segmentLength: Int, _ client: HTTPClient? = nil
    ) async throws -> SourceStream {
        try await (client ?? HTTPClient()).openStream(
            HTTPRequest("GET", server.url), segmentLength: segmentLength, sourcePolicy: .any)
    }

    @Test(
        "comes in segments of the length asked for, the last one shorter, and then in empty ones",
        arguments: [
            (0, 10), (9, 10), (10, 10), (11, 10), (1, 1), (1000, 7), (65_536, 65_536), (1 << 20, 100_000),
            (3_000_000, 1 << 20), (3 << 20, 1 << 20),
        ], Ending.allCases)
    func segments(size: (body: Int, segment: Int), ending: Ending) async throws {
        let body = RelayTests.pattern(size.body)
        let server = try Self.server(body, ending)
        defer { server.stop() }
        let stream = try await Self.open(server, size.segment)
        #expect(stream.head.status == 200)
        #expect(stream.head.entityTag == "e")
        var received: [UInt8] = []
        for _ in 0..<size.body / size.segment {
            let segment = try await stream.next()
            #expect(segment.count == size.segment)
            received += segment
        }
        received += try await stream.next()
        #expect(received == body)
        for _ in 0..<2 { #expect(try await stream.next().isEmpty) }
        #expect(server.connections == 1)
    }

    @Test("waits between two segments, which is no stall")
    func waits() async throws {
        let (piece, count) = (RelayTests.pattern(1 << 20), 96)
        let sent = Recorder<Int>()
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(count << 20)\r\n\r\n")
            for number in 0..<count {
                try connection.send(piece)
                sent.add(number)
            }
        }
        defer { server.stop() }
        let stream = try await Self.open(server, 100_000, HTTPClient(TransportOptions(stallTimeout: .seconds(1))))
        #expect(try await stream.next() == Array(piece[..<100_000]))
        try await Task.sleep(for: .milliseconds(2500))
        #expect(sent.values.count < count / 2)
        #expect(try await stream.next() == Array(piece[100_000..<200_000]))
    }

    @Test("that stands still while somebody waits for it is given up")
    func stalled() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
            _ = connection.rest()
        }
        defer { server.stop() }
        let stream = try await Self.open(server, 10, HTTPClient(TransportOptions(stallTimeout: .seconds(1))))
        let error = await #expect(throws: TransportError.self) { try await stream.next() }
        #expect(error?.kind == .timedOut)
    }

    @Test("cut before its length is an error, at every call", arguments: [0, 1, 10, 15, 999])
    func cut(size: Int) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            try connection.send(RelayTests.pattern(size))
        }
        defer { server.stop() }
        let stream = try await Self.open(server, 10)
        for _ in 0..<size / 10 { #expect(try await stream.next().count == 10) }
        for _ in 0..<2 {
            let error = await #expect(throws: TransportError.self) { try await stream.next() }
            #expect(error?.kind == .broken)
        }
    }

    @Test("refused is told with its head and what matters of its body", arguments: [(403, 8), (301, 0), (500, nil)])
    func refused(status: Int, size: Int?) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            if let size { return try connection.respond(status, ["X-A: b"], body: RelayTests.pattern(size)) }
            try connection.send("HTTP/1.1 \(status) X\r\nX-A: b\r\n\r\n")
            while true { try connection.send(RelayTests.pattern(64 << 10)) }
        }
        defer { server.stop() }
        let error = await #expect(throws: SourceStreamError.self) { try await Self.open(server, 10) }
        guard case .refused(let response) = error else { Issue.record("\(String(describing: error))"); return }
        #expect(response.head.status == status)
        #expect(response.head.headers["x-a"] == "b")
        #expect(response.body.count == size ?? 64 << 10)
    }

    @Test("without an answer is a failure of the connection", arguments: [true, false])
    func unanswered(connects: Bool) async throws {
        let server = try ScriptedServer { connection in _ = try connection.request() }
        if !connects { server.stop() }
        let error = await #expect(throws: SourceStreamError.self) { try await Self.open(server, 10) }
        guard case .transport(let reason) = error else { Issue.record("\(String(describing: error))"); return }
        #expect(reason.kind == (connects ? .broken : .notConnected))
    }

    @Test("is not fetched from a private address unless that is allowed")
    func privateAddress() async throws {
        let server = try Self.server([1])
        defer { server.stop() }
        let error = await #expect(throws: SourceStreamError.self) {
            try await HTTPClient().openStream(HTTPRequest("GET", server.url), segmentLength: 1)
        }
        guard case .transport(let reason) = error else { Issue.record("\(String(describing: error))"); return }
        #expect(reason.kind == .addressRefused)
        #expect(server.connections == 0)
    }

    @Test("keeps to the bandwidth")
    func bandwidth() async throws {
        let server = try Self.server(RelayTests.pattern(4_000_000))
        defer { server.stop() }
        let start = ContinuousClock.now
        let stream = try await Self.open(server, 1_000_000, HTTPClient(TransportOptions(bandwidth: 2_000_000)))
        while try await !stream.next().isEmpty {}
        #expect(ContinuousClock.now - start > .seconds(1))
    }

    /// Sends ten bytes and tells when the other side is gone.
    private static func patient(_ gone: Gate) throws -> ScriptedServer {
        try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789")
            _ = connection.rest()
            gone.open()
        }
    }

    @Test("drops its connection when it is released")
    func released() async throws {
        let gone = Gate()
        let server = try Self.patient(gone)
        defer { server.stop() }
        let client = try HTTPClient()
        var stream: SourceStream? = try await Self.open(server, 5, client)
        #expect(try await stream?.next().count == 5)
        stream = nil
        await gone.wait()
    }

    @Test("outlives its client")
    func outlives() async throws {
        let server = try Self.server(RelayTests.pattern(300_000))
        defer { server.stop() }
        let stream = try await Self.open(server, 200_000, HTTPClient())
        #expect(try await stream.next().count == 200_000)
        #expect(try await stream.next().count == 100_000)
    }

    @Test("drops its connection when the task that waits is cancelled, before or meanwhile", arguments: [true, false])
    func cancelled(before: Bool) async throws {
        let gone = Gate()
        let server = try Self.patient(gone)
        defer { server.stop() }
        let stream = try await Self.open(server, 10)
        _ = try await stream.next()
        let begun = Gate()
        let task = Task {
            if before { withUnsafeCurrentTask { $0?.cancel() } }
            begun.open()
            return try await stream.next()
        }
        await begun.wait()
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        await gone.wait()
        let after = await #expect(throws: TransportError.self) { try await stream.next() }
        #expect(after?.kind == .cancelled)
    }

    @Test("is waited for by one task at a time")
    func oneAtATime() async throws {
        let server = try Self.patient(Gate())
        defer { server.stop() }
        let stream = try await Self.open(server, 20)
        let tasks = (0..<2).map { _ in Task { try await stream.next() } }
        await withTaskGroup(of: TransportError?.self) { group in
            for task in tasks {
                group.addTask { await #expect(throws: TransportError.self) { try await task.value } }
            }
            #expect(await group.next()??.kind == .badRequest)
            tasks.forEach { $0.cancel() }
            #expect(await group.next()??.kind == .cancelled)
        }
    }

    @Test("can be cancelled before it answers")
    func cancelledOpening() async throws {
        let (arrived, gone) = (Gate(), Gate())
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            arrived.open()
            _ = connection.rest()
            gone.open()
        }
        defer { server.stop() }
        let task = Task { try await Self.open(server, 20) }
        await arrived.wait()
        task.cancel()
        let error = await #expect(throws: SourceStreamError.self) { try await task.value }
        guard case .transport(let reason) = error else { Issue.record("\(String(describing: error))"); return }
        #expect(reason.kind == .cancelled)
        await gone.wait()
    }
}
