import Synchronization
import Testing

@testable import HTTPTransport

@Suite("A reply that never ends or unpacks to gigabytes", .timeLimit(.minutes(1)))
struct EndlessReplyTests {
    /// Sends a head and then the same piece until the other side is gone or 1 GiB went out.
    private static func server(
        _ head: String, _ piece: [UInt8], sent: Counter
    ) throws -> ScriptedServer {
        try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send(head)
            while sent.value < 1 << 30 {
                try connection.send(piece)
                sent.add(piece.count)
            }
        }
    }

    final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func add(_ more: Int) { count.withLock { $0 += more } }
    }

    /// What is on its way beyond what was read lies in the sockets' buffers.
    private static let inFlight = 16 << 20

    private static let spaces = [UInt8](repeating: 0x20, count: 64 << 10)
    private static let nesting = [UInt8](repeating: UInt8(ascii: "["), count: 64 << 10)
    private static let ok = "HTTP/1.1 200 OK\r\n"

    static let bodies: [(head: String, piece: [UInt8])] = [
        (ok + "Content-Length: 1073741824\r\n\r\n", spaces),
        (ok + "Content-Length: 9223372036854775807\r\n\r\n", nesting),
        (ok + "Transfer-Encoding: chunked\r\n\r\n", Array("10000\r\n".utf8) + spaces + [13, 10]),
        (ok + "\r\n", spaces),
        ("HTTP/1.1 500 X\r\n\r\n", spaces),
        ("HTTP/1.1 301 X\r\nLocation: /\r\n\r\n", spaces),
        // Heads and what stands between them.
        (ok, Array("X-A: \(String(repeating: "a", count: 200))\r\n".utf8)),
        (ok + "X-A: ", spaces),
        ("", Array("HTTP/1.1 102 Processing\r\n\r\n".utf8)),
        ("", Array("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".utf8)),
        ("HTTP/1.1 200 ", spaces),
        (ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n", Array("X-A: \(String(repeating: "a", count: 200))\r\n".utf8)),
    ]

    @Test("is left at its limit, and nobody goes on reading", arguments: bodies)
    func exchange(head: String, piece: [UInt8]) async throws {
        let sent = Counter()
        let server = try Self.server(head, piece, sent: sent)
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().exchange(HTTPRequest("GET", server.url))
        }
        #expect(error?.kind == .badReply || error?.kind == .broken, "\(String(describing: error))")
        #expect(sent.value < ExchangeLimits().responseBytes + Self.inFlight)
    }

    @Test("in what stands between the chunks is left as one that brings nothing")
    func chunkExtension() async throws {
        let sent = Counter()
        let server = try Self.server(Self.ok + "Transfer-Encoding: chunked\r\n\r\n1;", Self.spaces, sent: sent)
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient(TransportOptions(stallTimeout: .seconds(1))).exchange(HTTPRequest("GET", server.url))
        }
        #expect(error?.kind == .timedOut || error?.kind == .broken)
    }

    /// Deflate data of zeros: a block of 275 bytes unpacks to 256 KiB, and begins and ends at a byte, so that any number
    /// of them makes a stream.
    private static let bomb: [UInt8] = {
        let block: [UInt8] =
            [0xEC, 0xC1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xC2, 0xA0, 0xF5, 0x4F, 0xED, 0x6D, 0x07, 0xA0]
            + [UInt8](repeating: 0, count: 254) + [0xDE, 0x00, 0x00, 0x00, 0xFF, 0xFF]
        return [0x78, 0xDA] + (0..<4096).flatMap { _ in block }
    }()

    @Test("is not unpacked where it is a bomb by Content-Encoding: nobody asked for one")
    func contentEncoding() async throws {
        let server = try ScriptedServer { connection in
            let request = try connection.request()
            guard request.headers["accept-encoding"] == nil, request.headers["te"] == nil else { return }
            try connection.respond(200, ["Content-Encoding: deflate"], body: Self.bomb)
        }
        defer { server.stop() }
        let limits = ExchangeLimits(responseBytes: 2 << 20)
        let reply = try await HTTPClient().exchange(HTTPRequest("GET", server.url), limits: limits)
        #expect(reply.body == Self.bomb)
    }

    @Test("is left at its limit where it is a bomb by Transfer-Encoding, which libcurl unpacks unasked")
    func transferEncoding() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: deflate\r\n\r\n")
            try connection.send(Self.bomb)
        }
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().exchange(
                HTTPRequest("GET", server.url), limits: ExchangeLimits(responseBytes: 2 << 20))
        }
        #expect(error?.detail == "the reply is larger than \(2 << 20) bytes")
    }

    @Test("ends a relay whose destination talks on for ever", arguments: [200, 403])
    func destination(status: Int) async throws {
        let sent = Counter()
        let source = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.respond(200, body: RelayTests.pattern(1000))
        }
        let destination = try ScriptedServer { connection in
            _ = try connection.request()
            _ = try connection.body(1000)
            try connection.send("HTTP/1.1 \(status) X\r\n\r\n")
            while sent.value < 1 << 30 {
                try connection.send(Self.spaces)
                sent.add(Self.spaces.count)
            }
        }
        defer { source.stop(); destination.stop() }
        let handler = ByteHandler(source: source.url, destination: destination.url)
        let outcome = await (try HTTPClient()).relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure = outcome.result else { Issue.record("a reply without end is no success"); return }
        #expect(sent.value < Self.inFlight)
    }
}
