import HTTPTransport
import Testing

@Suite("A request that must not go out twice", .timeLimit(.minutes(1)))
struct SentOnceTests {
    /// Answers the first request of a connection, and ends it as soon as it has read a second.
    private static func server(_ posts: Recorder<String>) throws -> ScriptedServer {
        try ScriptedServer { connection in
            let first = try connection.request()
            _ = try connection.body(Int(first.headers["content-length"] ?? "") ?? 0)
            if first.method == "POST" { posts.add(first.line) }
            try connection.respond(200)
            let second = try connection.request()
            _ = try connection.body(Int(second.headers["content-length"] ?? "") ?? 0)
            if second.method == "POST" { posts.add(second.line) }
        }
    }

    /// `Curl_retry_request`: the server took the POST, closed, and gets it again, without a word to the caller.
    @Test("is repeated by libcurl itself where the connection was reused")
    func reused() async throws {
        let posts = Recorder<String>()
        let server = try Self.server(posts)
        defer { server.stop() }
        let client = try HTTPClient()
        _ = try await client.exchange(HTTPRequest("GET", server.url + "/"))
        let response = try await client.exchange(HTTPRequest("POST", server.url + "/", body: [1, 2, 3]))
        #expect(response.head.status == 200)
        #expect(posts.values.count == 2)
    }

    @Test("goes out once over a new connection")
    func once() async throws {
        let posts = Recorder<String>()
        let server = try ScriptedServer { connection in
            while true {
                let request = try connection.request()
                _ = try connection.body(Int(request.headers["content-length"] ?? "") ?? 0)
                guard request.method == "GET" else { return posts.add(request.line) }
                try connection.respond(200)
            }
        }
        defer { server.stop() }
        let client = try HTTPClient()
        _ = try await client.exchange(HTTPRequest("GET", server.url + "/"))
        var request = HTTPRequest("POST", server.url + "/", body: [1, 2, 3])
        request.isSentOnce = true
        let error = await #expect(throws: TransportError.self) { try await client.exchange(request) }
        #expect(error?.kind == .broken)
        #expect(error?.isUnsent == false)
        #expect(posts.values.count == 1)
        #expect(server.connections == 2)
    }

    @Test("takes no connection of others, and leaves its own to them")
    func reusedAfterwards() async throws {
        let server = try ScriptedServer { connection in
            while true {
                let request = try connection.request()
                _ = try connection.body(Int(request.headers["content-length"] ?? "") ?? 0)
                try connection.respond(200)
            }
        }
        defer { server.stop() }
        let client = try HTTPClient()
        var request = HTTPRequest("POST", server.url + "/", body: [])
        request.isSentOnce = true
        for _ in 0..<2 { _ = try await client.exchange(request) }
        #expect(server.connections == 2)
        for _ in 0..<2 { _ = try await client.exchange(HTTPRequest("GET", server.url + "/")) }
        #expect(server.connections == 2)
    }

    @Test("is known not to have left where no connection came about")
    func unsent() async throws {
        let full = try ScriptedServer.full()
        defer { full.stop() }
        let client = try HTTPClient(TransportOptions(connectTimeout: .milliseconds(300)))
        let closed = "http://127.0.0.1:1/"
        for url in [closed, full.url, "https://\(full.url.dropFirst(7))", "http://", "http://nowhere.invalid/"] {
            let error = await #expect(throws: TransportError.self) {
                try await client.exchange(HTTPRequest("POST", url, body: [1]))
            }
            #expect(error?.isUnsent == true, "\(url)")
        }
    }

    @Test("is known to have left once it was written", arguments: [true, false])
    func sent(answers: Bool) async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            _ = try connection.body(1)
            if answers {
                try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
            } else {
                _ = connection.rest()
            }
        }
        defer { server.stop() }
        let client = try HTTPClient()
        let error = await #expect(throws: TransportError.self) {
            try await client.exchange(
                HTTPRequest("POST", server.url, body: [1]), limits: ExchangeLimits(time: .milliseconds(500)))
        }
        #expect(error?.isUnsent == false)
    }

    @Test("a cancelled one tells whether it had left")
    func cancelled() async throws {
        let arrived = AsyncStream<Void>.makeStream()
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            arrived.continuation.yield()
            _ = connection.rest()
        }
        defer { server.stop() }
        let client = try HTTPClient()
        let task = Task { try await client.exchange(HTTPRequest("GET", server.url)) }
        for await _ in arrived.stream { break }
        task.cancel()
        let late = await #expect(throws: TransportError.self) { try await task.value }
        #expect(late?.kind == .cancelled && late?.isUnsent == false)
        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.exchange(HTTPRequest("GET", server.url))
        }
        let error = await #expect(throws: TransportError.self) { try await early.value }
        #expect(error?.kind == .cancelled && error?.isUnsent == true)
    }
}
