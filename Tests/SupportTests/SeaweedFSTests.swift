import Glibc
import TestServers
import Testing

@Suite("The S3 server of the tests", .timeLimit(.minutes(5)))
struct SeaweedFSTests {
    private func credentials(_ user: S3Identity) -> [String] {
        ["--user", "\(user.accessKeyID):\(user.secretAccessKey)", "--aws-sigv4", "aws:amz:us-east-1:s3"]
    }

    @Test("objects are stored by signed requests and read by anybody if so configured", arguments: [false, true])
    func storesObjects(anonymousRead: Bool) async throws {
        let server = try await SeaweedFS.start(buckets: ["videos"], anonymousRead: anonymousRead)
        let stored = try await server.request(
            "PUT", "videos/a.txt", headers: ["x-amz-meta-task-id: 7"], body: Array("hello".utf8))
        #expect(stored.status == 200)
        #expect(try await server.request("HEAD", "videos/a.txt").headers["x-amz-meta-task-id"] == "7")
        let url = "\(server.endpoint)/videos/a.txt"
        let read = try await Curl.get(url)
        #expect(read.status == (anonymousRead ? 200 : 403))
        #expect((read.text == "hello") == anonymousRead)
        #expect(try await Curl.get(url, "-X", "PUT").status == 403)
        #expect(try await server.requests("PUT", status: 200) == 2)
        #expect(try await server.requests("PUT", status: 403) == 1)
        try await server.stop()
    }

    @Test("a user may do no more than was said")
    func limitedUser() async throws {
        let reader = S3Identity(accessKeyID: "READER", secretAccessKey: "reader-secret", actions: ["Read:videos"])
        let server = try await SeaweedFS.start(buckets: ["videos"], identities: [reader])
        let url = "\(server.endpoint)/videos/a.txt"
        #expect(try await Curl.run(url, credentials(reader) + ["-X", "PUT"]).status == 403)
        #expect(try await Curl.run(url, credentials(reader)).status == 404)
        try await server.stop()
    }

    @Test("with TLS only those who trust the tests' authority get through")
    func tls() async throws {
        let server = try await SeaweedFS.start(buckets: ["videos"], tls: true)
        let authority = try #require(server.caPath)
        let url = "\(server.endpoint)/videos/a.txt"
        #expect(try await Curl.get(url, "--cacert", authority).status == 403)
        #expect(try await Curl.get(url).exit == 60)
        try await server.stop()
    }

    @Test("it ends with whoever started it, and leaves nothing behind")
    func endsWithValue() async throws {
        var server: SeaweedFS? = try await SeaweedFS.start(buckets: ["videos"])
        let pid = try #require(server?.pid)
        #expect(kill(pid, 0) == 0)
        server = nil
        let end = ContinuousClock.now + .seconds(10)
        while kill(pid, 0) == 0 {
            try #require(ContinuousClock.now < end)
            await Task.yield()
        }
    }
}
