import Foundation
import HTTPTransport
import Testing

@Suite("A file as the body", .timeLimit(.minutes(1)))
struct FileBodyTests {
    private final class TemporaryFile {
        let path = FileManager.default.temporaryDirectory.appending(path: "keepreel-\(UUID().uuidString)").path
        init(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: path)) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) } }

    @Test(
        "arrives byte for byte between its prefix and suffix, with its length",
        arguments: [(0, 0, 0), (0, 3, 0), (1, 0, 0), (5_000_001, 200, 40), (65_536, 0, 2), (3, 0, 100_000)])
    func whole(length: Int, before: Int, after: Int) async throws {
        let seen = Recorder<(ScriptedServer.Request, [UInt8])>()
        let server = try ScriptedServer { connection in
            let request = try connection.request()
            seen.add((request, try connection.body(Int(request.headers["content-length"] ?? "") ?? -1)))
            try connection.respond(200)
        }
        defer { server.stop() }
        let content = Self.bytes(length)
        let file = try TemporaryFile(content)
        let (prefix, suffix) = ([UInt8](repeating: 1, count: before), [UInt8](repeating: 2, count: after))
        let body = FileBody(path: file.path, length: Int64(length), prefix: prefix, suffix: suffix)
        let response = try await HTTPClient().exchange(
            HTTPRequest("POST", server.url + "/", headers: ["Content-Type": "a/b"], file: body),
            limits: ExchangeLimits(time: nil))
        #expect(response.head.status == 200)
        let (request, received) = try #require(seen.values.first)
        #expect(request.line == "POST / HTTP/1.1")
        #expect(request.headers["content-type"] == "a/b")
        #expect(!request.names.contains("transfer-encoding") && !request.names.contains("expect"))
        #expect(received == prefix + content + suffix)
    }

    @Test("of another length than stated, or that is none, is not sent", arguments: [9, 11, 0])
    func wrongLength(length: Int64) async throws {
        let server = try ScriptedServer { connection in _ = connection.rest() }
        defer { server.stop() }
        let file = try TemporaryFile(Self.bytes(10))
        let client = try HTTPClient()
        for path in [file.path, file.path + ".gone", "/", "/dev/zero"] {
            let error = await #expect(throws: TransportError.self) {
                try await client.exchange(
                    HTTPRequest("POST", server.url, file: FileBody(path: path, length: length)))
            }
            #expect(error?.kind == .badRequest)
            #expect(error?.isUnsent == true)
            #expect(error?.detail.contains(path) == false)
        }
        #expect(server.connections == 0)
    }

    private static func identity(_ path: String) throws -> FileIdentity {
        let handle = try #require(FileHandle(forReadingAtPath: path))
        defer { try? handle.close() }
        return try #require(FileIdentity(descriptor: handle.fileDescriptor))
    }

    /// Writes the first byte until the clock of the file system has moved on.
    private static func rewrite(_ path: String) throws {
        let before = try identity(path)
        repeat {
            let handle = try FileHandle(forWritingTo: URL(filePath: path))
            try handle.write(contentsOf: [8])
            try handle.close()
        } while try identity(path) == before
    }

    @Test("is sent as long as it is the file that was seen")
    func seen() async throws {
        let server = try ScriptedServer { connection in
            let request = try connection.request()
            _ = try connection.body(Int(request.headers["content-length"] ?? "") ?? 0)
            try connection.respond(200)
        }
        defer { server.stop() }
        let file = try TemporaryFile(Self.bytes(10))
        let body = FileBody(path: file.path, length: 10, identity: try Self.identity(file.path))
        let client = try HTTPClient()
        #expect(try await client.exchange(HTTPRequest("POST", server.url, file: body)).head.status == 200)
        let other = try TemporaryFile(Self.bytes(10))
        try #require(rename(other.path, file.path) == 0)
        try await Self.expectUnsent(body, client, server)
        let renamed = FileBody(path: file.path, length: 10, identity: try Self.identity(file.path))
        try Self.rewrite(file.path)
        try await Self.expectUnsent(renamed, client, server)
        #expect(server.connections == 1)
    }

    private static func expectUnsent(_ body: FileBody, _ client: HTTPClient, _ server: ScriptedServer) async throws {
        let error = await #expect(throws: TransportError.self) {
            try await client.exchange(HTTPRequest("POST", server.url, file: body))
        }
        #expect(error?.kind == .badRequest)
        #expect(error?.isUnsent == true)
    }

    @Test(
        "that is written to on the way ends the exchange and never arrives whole",
        arguments: [1_000, 32_000_000, 33_000_000])
    func changed(length: UInt64) async throws {
        let count = 32_000_000
        let file = try TemporaryFile([UInt8](repeating: 7, count: count))
        let path = file.path
        let received = Recorder<Int>()
        let ended = AsyncStream<Void>.makeStream()
        let server = try ScriptedServer { connection in
            // What is on its way meanwhile fits the socket's buffers, which are far smaller than the file.
            let request = try connection.request()
            if length == count { try Self.rewrite(path) }
            let handle = try FileHandle(forWritingTo: URL(filePath: path))
            try handle.truncate(atOffset: length)
            try handle.close()
            received.add(Int(request.headers["content-length"] ?? "") ?? 0)
            received.add(connection.rest().count)
            ended.continuation.yield()
        }
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().exchange(
                HTTPRequest("POST", server.url, file: FileBody(path: path, length: Int64(count))),
                limits: ExchangeLimits(time: nil))
        }
        for await _ in ended.stream { break }
        #expect(error?.kind == .badRequest)
        #expect(error?.isUnsent == false)
        #expect(received.values.first == count)
        #expect(try #require(received.values.last) < count)
        _ = file
    }

    @Test("goes over a new connection, because it could not be sent anew from its start")
    func ownConnection() async throws {
        let server = try ScriptedServer { connection in
            while true {
                let request = try connection.request()
                _ = try connection.body(Int(request.headers["content-length"] ?? "") ?? 0)
                try connection.respond(200)
            }
        }
        defer { server.stop() }
        let file = try TemporaryFile(Self.bytes(10))
        let client = try HTTPClient()
        for _ in 0..<2 {
            _ = try await client.exchange(HTTPRequest("GET", server.url))
            _ = try await client.exchange(HTTPRequest("POST", server.url, file: FileBody(path: file.path, length: 10)))
        }
        #expect(server.connections == 3)
    }

    @Test("has no limit of time but that of standing still")
    func stalled() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            _ = connection.rest()
        }
        defer { server.stop() }
        let file = try TemporaryFile(Self.bytes(100))
        let client = try HTTPClient(TransportOptions(stallTimeout: .seconds(1)))
        let error = await #expect(throws: TransportError.self) {
            try await client.exchange(
                HTTPRequest("POST", server.url, file: FileBody(path: file.path, length: 100)),
                limits: ExchangeLimits(time: nil))
        }
        #expect(error?.kind == .timedOut)
    }
}
