import Glibc
import TestServers
import Testing

@Suite("All storage servers of the tests", .timeLimit(.minutes(5)))
struct StorageServerTests {
    @Test(
        "each starts with its buckets, ends with whoever started it, and keeps what it is given",
        arguments: StorageServerKind.allCases)
    func life(_ kind: StorageServerKind) async throws {
        var server: (any StorageServer)? = try await kind.start(buckets: ["videos", "others"])
        let pid = try #require(server?.pid)
        #expect(kill(pid, 0) == 0)
        let key = "a b/~+视频.mp4"
        try await put([1, 2, 3], key, server)
        #expect(try await server?.object(key, in: "videos") == [1, 2, 3])
        #expect(try await server?.object(key, in: "others") == nil)
        server = nil
        let end = ContinuousClock.now + .seconds(10)
        while kill(pid, 0) == 0 {
            try #require(ContinuousClock.now < end)
            await Task.yield()
        }
    }

    private func put(_ bytes: [UInt8], _ key: String, _ server: (any StorageServer)?) async throws {
        if let oss = server as? OSSServer {
            try await oss.control.put(bytes, as: key, in: "videos")
        } else if let server {
            let curl = SignedCurl(endpoint: server.endpoint, region: server.region, user: server.administrator)
            #expect(try await curl.request("PUT", "videos/\(percentEncodedPath(key))", body: bytes).status == 200)
        }
    }

    @Test("those that say so verify signatures", arguments: [StorageServerKind.seaweedfs, .moto, .rclone])
    func signatures(_ kind: StorageServerKind) async throws {
        let server = try await kind.start(buckets: ["videos"])
        var thief = server.administrator
        thief.secretAccessKey = "a guess"
        let curl = SignedCurl(endpoint: server.endpoint, region: server.region, user: thief)
        let reply = try await curl.request("PUT", "videos/a", body: [1])
        #expect((reply.status == 403) == server.features.contains(.signatures))
        try await server.stop()
    }
}
