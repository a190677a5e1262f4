import Foundation
import Testing

@testable import HTTPTransport

@Suite("Small exchanges", .timeLimit(.minutes(1)))
struct ExchangeTests {
    @Test("a request arrives as written and the response comes back whole")
    func roundTrip() async throws {
        let seen = Recorder<ScriptedServer.Request>()
        let server = try ScriptedServer { connection in
            let request = try connection.request()
            seen.add(request)
            try connection.respond(404, ["X-One: a", "x-one: b"], body: Array("hello".utf8))
        }
        let client = try HTTPClient()
        let response = try await client.exchange(
            HTTPRequest("GET", server.url + "/a%20b/../c//d?x=%2B&y", headers: ["X-Empty": "", "X-Key": "v"]))
        #expect(response.head.status == 404)
        #expect(response.body == Array("hello".utf8))
        #expect(response.head.headers["X-ONE"] == "a")
        #expect(response.head.headers.fields.filter { $0.name.lowercased() == "x-one" }.count == 2)
        let request = try #require(seen.values.first)
        #expect(request.line == "GET /a%20b/../c//d?x=%2B&y HTTP/1.1")
        #expect(request.headers["x-empty"] == "")
        #expect(request.headers["x-key"] == "v")
        #expect(!request.names.contains("authorization"))
        #expect(!request.names.contains("content-type"))
    }

    @Test("connections are reused", arguments: [1, 20])
    func reuse(requests: Int) async throws {
        let server = try ScriptedServer { connection in
            while true {
                _ = try connection.request()
                try connection.respond(200)
            }
        }
        let client = try HTTPClient()
        for _ in 0..<requests { _ = try await client.exchange(HTTPRequest("GET", server.url + "/")) }
        #expect(server.connections == 1)
    }

    @Test("connections of many at once are kept while few are under way")
    func keptConnections() async throws {
        let count = 12
        let assemblies = [Assembly(of: count), Assembly(of: count)]
        let server = try ScriptedServer { connection in
            while true {
                let line = try connection.request().line
                for (round, assembly) in assemblies.enumerated() where line.hasPrefix("GET /\(round) ") {
                    assembly.join()
                }
                try connection.respond(200)
            }
        }
        let client = try HTTPClient()
        for round in assemblies.indices {
            try await withThrowingTaskGroup { group in
                for _ in 0..<count {
                    group.addTask { _ = try await client.exchange(HTTPRequest("GET", server.url + "/\(round)")) }
                }
                try await group.waitForAll()
            }
            _ = try await client.exchange(HTTPRequest("GET", server.url + "/alone"))
        }
        #expect(server.connections == count)
    }

    @Test("what is left over on a used connection is a broken connection, on a fresh one it is no reply")
    func leftOver() async throws {
        let server = try ScriptedServer { connection in
            if try connection.request().line.hasPrefix("GET /used ") {
                try connection.respond(200)
                _ = try connection.request()
            }
            try connection.send("the rest of an answer that was longer than it said\r\n\r\n")
        }
        let client = try HTTPClient()
        let fresh = await #expect(throws: TransportError.self) {
            try await client.exchange(HTTPRequest("GET", server.url + "/fresh"))
        }
        #expect(fresh?.kind == .badReply)
        _ = try await client.exchange(HTTPRequest("GET", server.url + "/used"))
        let used = await #expect(throws: TransportError.self) {
            try await client.exchange(HTTPRequest("GET", server.url + "/again"))
        }
        #expect(used?.kind == .broken && used?.isUnsent == false)
        #expect(server.connections == 2)
    }

    @Test("a body is sent with its length and nothing libcurl adds", arguments: ["PUT", "POST"])
    func sendsBody(method: String) async throws {
        let seen = Recorder<(ScriptedServer.Request, [UInt8])>()
        let server = try ScriptedServer { connection in
            let request = try connection.request()
            seen.add((request, try connection.body(Int(request.headers["content-length"] ?? "") ?? 0)))
            try connection.respond(200)
        }
        let client = try HTTPClient()
        let body = [UInt8](repeating: 0x61, count: 3 << 20)
        _ = try await client.exchange(HTTPRequest(method, server.url + "/", body: body))
        let (request, received) = try #require(seen.values.first)
        #expect(received == body)
        #expect(request.method == method)
        #expect(!request.names.contains("expect"))
        #expect(!request.names.contains("content-type"))
    }

    @Test("a reply above the limit is refused")
    func oversized() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.respond(200, body: [UInt8](repeating: 1, count: 5000))
        }
        let client = try HTTPClient()
        let error = await #expect(throws: TransportError.self) {
            try await client.exchange(
                HTTPRequest("GET", server.url), limits: ExchangeLimits(responseBytes: 4999, time: .seconds(10)))
        }
        #expect(error?.kind == .badReply)
    }

    @Test("a flood of header bytes is refused")
    func headerFlood() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\n")
            for number in 0..<10_000 {
                try connection.send("X-\(number): \(String(repeating: "a", count: 200))\r\n")
            }
            try connection.send("Content-Length: 0\r\n\r\n")
        }
        let client = try HTTPClient()
        await #expect(throws: TransportError.self) { try await client.exchange(HTTPRequest("GET", server.url)) }
    }

    @Test("a server that never answers ends in a timeout")
    func timeout() async throws {
        let server = try ScriptedServer { connection in _ = connection.rest() }
        let client = try HTTPClient()
        let error = await #expect(throws: TransportError.self) {
            try await client.exchange(
                HTTPRequest("GET", server.url), limits: ExchangeLimits(time: .milliseconds(200)))
        }
        #expect(error?.kind == .timedOut)
    }

    @Test("who allows for silence outlasts the stall guard")
    func silence() async throws {
        let guardEnded = DispatchSemaphore(value: 0)
        let server = try ScriptedServer { connection in
            let request = try connection.request()
            guard request.line.contains("/patient") else {
                _ = connection.rest()
                return
            }
            guardEnded.wait()
            try connection.respond(200, body: Array("done".utf8))
        }
        let client = try HTTPClient(TransportOptions(stallTimeout: .seconds(1)))
        async let patient = client.exchange(
            HTTPRequest("POST", server.url + "/patient", body: [1]),
            limits: ExchangeLimits(time: .seconds(50), silence: .seconds(40)))
        let error = await #expect(throws: TransportError.self) {
            try await client.exchange(HTTPRequest("POST", server.url, body: [1]), limits: ExchangeLimits(time: nil))
        }
        #expect(error?.kind == .timedOut)
        guardEnded.signal()
        #expect(try await patient.body == Array("done".utf8))
    }

    @Test("a host that never takes the connection counts as not connected")
    func blackHole() async throws {
        let server = try ScriptedServer.full()
        defer { server.stop() }
        let client = try HTTPClient(TransportOptions(connectTimeout: .milliseconds(300)))
        let error = await #expect(throws: TransportError.self) {
            try await client.exchange(HTTPRequest("GET", server.url))
        }
        #expect(error?.kind == .notConnected)
    }

    @Test("failures are told apart")
    func kinds() async throws {
        let client = try HTTPClient()
        let cut = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        }
        let closed = try ScriptedServer { _ in }
        closed.stop()
        let cases: [(String, TransportError.Kind)] = [
            (cut.url, .broken), (closed.url, .notConnected), ("ftp://127.0.0.1/", .badRequest),
            ("http://", .badRequest),
        ]
        for (url, kind) in cases {
            let error = await #expect(throws: TransportError.self) {
                try await client.exchange(HTTPRequest("GET", url))
            }
            #expect(error?.kind == kind, "\(url)")
        }
    }

    @Test("a header with a line break is never sent")
    func headerInjection() async throws {
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            try connection.respond(200)
        }
        let client = try HTTPClient()
        let error = await #expect(throws: TransportError.self) {
            try await client.exchange(HTTPRequest("GET", server.url, headers: ["X": "a\r\nY: b"]))
        }
        #expect(error?.kind == .badRequest)
        #expect(server.connections == 0)
    }

    @Test("cancelling ends the exchange at once")
    func cancellation() async throws {
        let arrived = AsyncStream<Void>.makeStream()
        let server = try ScriptedServer { connection in
            _ = try connection.request()
            arrived.continuation.yield()
            _ = connection.rest()
        }
        let client = try HTTPClient()
        let task = Task { try await client.exchange(HTTPRequest("GET", server.url)) }
        for await _ in arrived.stream { break }
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
    }
}
