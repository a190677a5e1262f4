import Testing

@testable import HTTPTransport

@Suite("A redirect", .timeLimit(.minutes(1)))
struct RedirectTests {
    /// Where a reply may point to; OTHER is a second server on this machine, SELF the one that answers.
    static let places = [
        "OTHER/", "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/latest/meta-data/",
        "http://[::1]/", "http://[::ffff:169.254.169.254]/", "http://10.0.0.1/", "file:///etc/passwd",
        "gopher://127.0.0.1/_x", "ftp://127.0.0.1/a", "//127.0.0.1/", "/again", "SELF/", "", "?again",
        "http://user:pw@127.0.0.1/", "javascript:alert(1)",
    ]

    private static func servers(_ status: Int, to place: String) throws -> (
        first: ScriptedServer, other: ScriptedServer
    ) {
        let other = try ScriptedServer { connection in try connection.respond(200, body: [1]) }
        let otherURL = other.url
        let first = try ScriptedServer { connection in
            let request = try connection.request()
            let own = "http://\(request.headers["host"] ?? "")"
            let target = place.replacing("OTHER", with: otherURL).replacing("SELF", with: own)
            try connection.respond(status, ["Location: \(target)", "Connection: close"])
        }
        return (first, other)
    }

    @Test("of a source is told and not followed", arguments: [301, 302, 303, 307, 308], places)
    func source(status: Int, place: String) async throws {
        let (first, other) = try Self.servers(status, to: place)
        defer { first.stop(); other.stop() }
        let error = await #expect(throws: SourceStreamError.self) {
            try await HTTPClient().openStream(
                HTTPRequest("GET", first.url + "/a.mp4"), segmentLength: 1, sourcePolicy: .any)
        }
        guard case .refused(let response) = error else { Issue.record("\(String(describing: error))"); return }
        #expect(response.head.status == status)
        #expect(first.connections == 1 && other.connections == 0)
    }

    @Test(
        "of a request that is signed or holds a key is told and not followed", arguments: [301, 302, 303, 307, 308],
        places)
    func signed(status: Int, place: String) async throws {
        let (first, other) = try Self.servers(status, to: place)
        defer { first.stop(); other.stop() }
        let client = try HTTPClient()
        for (method, body) in [("GET", nil), ("POST", [1, 2]), ("PUT", [1])] as [(String, [UInt8]?)] {
            let before = first.connections
            let headers: HTTPHeaders = ["Authorization": "Bearer sk-secret"]
            let reply = try await client.exchange(HTTPRequest(method, first.url, headers: headers, body: body))
            #expect(reply.head.status == status)
            #expect(first.connections == before + 1)
        }
        #expect(other.connections == 0)
    }
}
