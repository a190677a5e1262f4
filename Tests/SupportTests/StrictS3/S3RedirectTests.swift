import TestServers
import Testing

@Suite("Redirects and habits of the S3 server of the tests", .timeLimit(.minutes(2)))
struct S3RedirectTests {
    @Test("the wrong region, another region's bucket and a fresh bucket are told as AWS tells them")
    func regions() async throws {
        var settings = ServerSettings()
        settings.buckets = ["faraway": BucketSettings(region: "elsewhere")]
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"], settings: settings)
        let port = server.endpoint.split(separator: ":").last.map(String.init) ?? ""
        var curl = SignedCurl(endpoint: server.endpoint, region: "elsewhere", user: server.administrator)
        let malformed = try await curl.request("GET", "videos/a")
        #expect(malformed.status == 400)
        #expect(malformed.text.contains("<Code>AuthorizationHeaderMalformed</Code>"))
        #expect(malformed.text.contains("<Region>us-test-1</Region>"))
        curl.endpoint = server.endpoint(inRegion: "us-test-1")
        let moved = try await curl.request("GET", "faraway/a")
        #expect(moved.status == 301)
        #expect(moved.headers["x-amz-bucket-region"] == "elsewhere")
        #expect(moved.headers["location"] == nil)
        #expect(moved.text.contains("<Endpoint>s3.elsewhere.localhost:\(port)</Endpoint>"))
        curl.endpoint = server.endpoint(inRegion: "elsewhere")
        #expect(try await curl.request("GET", "faraway/a").status == 404)

        var change = ServerSettings()
        change.habits = S3Habits()
        change.habits?.freshBuckets = ["videos": "s3.us-test-1.localhost"]
        try await server.control.change(change)
        curl = SignedCurl(endpoint: server.endpoint, region: server.region, user: server.administrator)
        let redirected = try await curl.request("PUT", "videos/a%20b", body: [1])
        #expect(redirected.status == 307)
        #expect(redirected.headers["location"] == "http://s3.us-test-1.localhost:\(port)/videos/a%20b")
        curl.endpoint = server.endpoint(inRegion: "us-test-1")
        #expect(try await curl.request("PUT", "videos/a%20b", body: [1]).status == 200)
        try await server.stop()
    }

    @Test("a body has to be hashed where that is wanted, and a changed habit counts at once")
    func unsigned() async throws {
        let server = try await StrictS3Server.start(.minio, buckets: ["videos"])
        let curl = SignedCurl(endpoint: server.endpoint, region: server.region, user: server.administrator)
        // Of a single byte 3.
        let hash = "x-amz-content-sha256: 084fed08b978af4d7d196a7446a86b58009e636b611db16211b65a9aadff29c5"
        #expect(try await curl.request("PUT", "videos/a", body: [1]).status == 200)
        var change = ServerSettings()
        change.habits = S3Habits()
        change.habits?.refusesUnsigned = true
        try await server.control.change(change)
        #expect(try await curl.request("PUT", "videos/a", body: [2]).status == 400)
        #expect(try await curl.request("PUT", "videos/a", headers: [hash], body: [2]).status == 400)
        #expect(try await curl.request("PUT", "videos/a", headers: [hash], body: [3]).status == 200)
        #expect(try await server.object("a", in: "videos") == [3])
        try await server.stop()
    }

    @Test("faults hit this server, too")
    func faults() async throws {
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"])
        let curl = SignedCurl(endpoint: server.endpoint, region: server.region, user: server.administrator)
        try await server.control.add(.error(503, "SlowDown").on("PutObject"), .wrongChecksum.on("PutObject"))
        #expect(try await curl.request("PUT", "videos/a", body: [1]).text.contains("<Code>SlowDown</Code>"))
        let wrong = try await curl.request("PUT", "videos/a", body: [1]).headers
        let right = try await curl.request("PUT", "videos/a", body: [1]).headers
        #expect(wrong["x-amz-checksum-crc64nvme"] != right["x-amz-checksum-crc64nvme"])
        #expect(try await server.control.report().requests("PutObject").map(\.status) == [503, 200, 200])
        try await server.stop()
    }
}
