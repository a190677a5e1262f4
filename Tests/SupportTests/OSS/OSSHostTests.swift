import TestServers
import Testing

@Suite("Hosts and signatures of the OSS server of the tests", .timeLimit(.minutes(5)))
struct OSSHostTests {
    @Test("a bucket is found by its host, inside OSS's network too, and nowhere else")
    func hosts() async throws {
        var settings = ServerSettings()
        settings.buckets = ["videos": BucketSettings(acl: "public-read")]
        let server = try await OSSServer.start(buckets: ["videos"], settings: settings)
        try await server.control.put([1], as: "a", in: "videos")
        let port = server.endpoint.split(separator: ":").last.map(String.init) ?? ""
        func code(_ url: String) async throws -> String {
            let reply = try await Curl.get(url)
            let text = reply.text.split(separator: "<Code>").last?.prefix { $0 != "<" } ?? ""
            return reply.status == 200 ? "200" : String(text)
        }
        #expect(try await code("http://videos.oss-cn-test.localhost:\(port)/a") == "200")
        #expect(try await code("http://videos.oss-cn-test-internal.localhost:\(port)/a") == "200")
        #expect(try await code("http://videos.customer.localhost:\(port)/a") == "200")
        #expect(try await code("http://127.0.0.1:\(port)/videos/a") == "200")
        #expect(try await code("\(server.endpoint)/videos/a") == "SecondLevelDomainForbidden")
        #expect(try await code("http://others.oss-cn-test.localhost:\(port)/a") == "NoSuchBucket")
        let elsewhere = try await Curl.get("http://videos.oss-cn-other.localhost:\(port)/a")
        #expect(elsewhere.status == 403)
        #expect(elsewhere.text.contains("<Code>AccessDenied</Code>"))
        #expect(elsewhere.text.contains("<Endpoint>oss-cn-test.localhost:\(port)</Endpoint>"))
        try await server.stop()
    }

    @Test("a signature in the query counts for its time, its headers and its user only")
    func querySignatures() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        try await server.control.put([1, 2, 3], as: "a b", in: "videos")
        func reply(
            _ options: [String] = [], _ change: (inout UnsignedRequest) -> Void
        ) async throws -> CurlReply {
            var request = UnsignedRequest("GET", "a b", of: "videos", on: server)
            change(&request)
            return try await request.send(options)
        }
        #expect(try await reply { _ in }.status == 200)
        #expect(try await reply { $0.expires = 604_800 }.status == 200)
        #expect(try await reply { $0.expires = 604_801 }.headers["x-oss-ec"] == "0002-00000232")
        #expect(try await reply { $0.expires = 0 }.headers["x-oss-ec"] == "0002-00000232")
        #expect(try await reply { $0.region = "cn-other" }.headers["x-oss-ec"] == "0002-00000226")
        #expect(try await reply { $0.secretAccessKey = "wrong" }.text.contains("<Code>SignatureDoesNotMatch</Code>"))
        #expect(try await reply { $0.accessKeyID = "nobody" }.text.contains("<Code>InvalidAccessKeyId</Code>"))
        #expect(try await reply(["-H", "x-oss-meta-a: b"]) { _ in }.status == 403)
        let range = ["Range": "bytes=0-0"]
        #expect(
            try await reply {
                $0.headers = range
                $0.additional = ["range"]
            }.status == 206)
        #expect(
            try await reply(["-H", "Range: bytes=1-1"]) {
                $0.headers = range
                $0.additional = ["range"]
            }.status == 403)
        #expect(
            try await reply {
                $0.accessKeyID = server.temporaryUser.accessKeyID
                $0.secretAccessKey = server.temporaryUser.secretAccessKey
                $0.securityToken = server.temporaryUser.securityToken
            }.status == 200)
        try await server.stop()
    }

    @Test("its clock may be wrong, keys may end, and users may be kept from operations")
    func changingSettings() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let list = UnsignedRequest("GET", "", query: "uploads", of: "videos", on: server)
        func reply(_ change: (inout ServerSettings) -> Void) async throws -> CurlReply {
            var settings = ServerSettings()
            change(&settings)
            try await server.control.change(settings)
            return try await list.send()
        }
        #expect(try await reply { _ in }.status == 200)
        #expect(try await reply { $0.clockOffset = 3600 }.text.contains("<Message>Request has expired.</Message>"))
        let early = try await reply { $0.clockOffset = -3600 }
        #expect(early.text.contains("<Code>RequestTimeTooSkewed</Code>"))
        #expect(early.text.contains("<ServerTime>"))
        var user = ServerCredential.administrator
        user.denies = ["ListMultipartUploads"]
        let denied = try await reply {
            $0.clockOffset = 0
            $0.credentials = [user]
        }
        #expect(denied.text.contains("<Code>AccessDenied</Code>"))
        user.denies = []
        user.expiresAt = 1
        #expect(try await reply { $0.credentials = [user] }.text.contains("<Code>SecurityTokenExpired</Code>"))
        try await server.stop()
    }
}
