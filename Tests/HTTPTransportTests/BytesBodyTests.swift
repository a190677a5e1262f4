import Testing

@testable import HTTPTransport

@Suite("A body in memory", .timeLimit(.minutes(1)))
struct BytesBodyTests {
    /// Answers the first request of a connection, and ends it without an answer as soon as it has read a second.
    private static func server(_ bodies: Recorder<[UInt8]>) throws -> ScriptedServer {
        try ScriptedServer { connection in
            for isFirst in [true, false] {
                let request = try connection.request()
                let body = try connection.body(Int(request.headers["content-length"] ?? "") ?? 0)
                if request.method != "GET" { bodies.add(body) }
                if isFirst { try connection.respond(200) }
            }
        }
    }

    @Test(
        "is sent again from its start where a kept connection turns out to be dead",
        arguments: ["PUT", "POST"], [0, 1, 64 << 10, 3_000_001])
    func rewound(method: String, size: Int) async throws {
        let bodies = Recorder<[UInt8]>()
        let server = try Self.server(bodies)
        defer { server.stop() }
        let client = try HTTPClient()
        _ = try await client.exchange(HTTPRequest("GET", server.url))
        let body = RelayTests.pattern(size)
        let response = try await client.exchange(HTTPRequest(method, server.url, body: body))
        #expect(response.head.status == 200)
        #expect(bodies.values == [body, body])
        #expect(server.connections == 2)
    }

    @Test(
        "arrives with its method, its length and no field of libcurl's",
        arguments: ["PUT", "POST", "DELETE"], [0, 10, 200_000])
    func framed(method: String, size: Int) async throws {
        let seen = Recorder<(ScriptedServer.Request, [UInt8])>()
        let server = try ScriptedServer { connection in
            let request = try connection.request()
            seen.add((request, try connection.body(Int(request.headers["content-length"] ?? "") ?? -1)))
            try connection.respond(200)
        }
        defer { server.stop() }
        let body = RelayTests.pattern(size)
        _ = try await HTTPClient().exchange(HTTPRequest(method, server.url + "/k", headers: ["X-A": "b"], body: body))
        let (request, received) = try #require(seen.values.first)
        #expect(request.line == "\(method) /k HTTP/1.1")
        #expect(received == body)
        #expect(Set(request.names) == ["host", "user-agent", "accept", "x-a", "content-length"])
    }

    @Test("is not sent to its end where it is refused early, and the reason is told", arguments: [307, 403, 417])
    func refusedEarly(status: Int) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.respond(status, body: Array("<Error/>".utf8))
            _ = connection.rest()
        }
        defer { server.stop() }
        let response = try await HTTPClient().exchange(
            HTTPRequest("PUT", server.url, body: RelayTests.pattern(8_000_000)))
        #expect(response.head.status == status)
        #expect(response.body == Array("<Error/>".utf8))
        #expect(server.connections == 1)
    }
}
