import FoundationEssentials
import TestServers
import Testing

@Suite("Objects on the OSS server of the tests", .timeLimit(.minutes(5)))
struct OSSObjectTests {
    private static let body = Array("0123456789".utf8)

    private func put(
        _ server: OSSServer, _ key: String, headers: [String: String] = [:], options: [String] = [],
        body: [UInt8] = Self.body
    ) async throws -> CurlReply {
        try await UnsignedRequest("PUT", key, headers: headers, of: "videos", on: server).send(options, body: body)
    }

    /// The text of an element.
    private func element(_ name: String, _ reply: CurlReply) -> String? {
        reply.text.firstRange(of: "<\(name)>").map { start in
            String(reply.text[start.upperBound...].prefix { $0 != "<" })
        }
    }

    @Test("what may not be is refused with OSS's own words")
    func refusedPuts() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let cases: [(key: String, headers: [String: String], options: [String], status: Int, code: String)] = [
            ("a", ["If-None-Match": "*"], [], 400, "NotImplemented"),
            ("a", ["Content-MD5": "AAAAAAAAAAAAAAAAAAAAAA=="], [], 400, "InvalidDigest"),
            ("a", ["Content-MD5": "no"], [], 400, "InvalidDigest"),
            ("a", ["x-oss-meta-task_id": "1"], [], 400, "InvalidArgument"),
            ("a", ["x-oss-meta-a": String(repeating: "a", count: 8192)], [], 400, "MetadataTooLarge"),
            ("a", ["x-oss-object-acl": "authenticated-read"], [], 400, "InvalidArgument"),
            ("a", ["x-oss-storage-class": "STANDARD"], [], 400, "InvalidArgument"),
            ("a", ["x-oss-tagging": "a=<"], [], 400, "InvalidTag"),
            ("a", ["x-oss-forbid-overwrite": "yes"], [], 400, "InvalidArgument"),
            ("/a", [:], [], 400, "InvalidObjectName"),
            ("\\a", [:], [], 400, "InvalidObjectName"),
            (String(repeating: "k", count: 1024), [:], [], 400, "InvalidObjectName"),
        ]
        for (key, headers, options, status, code) in cases {
            let reply = try await put(server, key, headers: headers, options: options)
            #expect(reply.status == status, "\(headers)")
            #expect(element("Code", reply) == code, "\(headers) \(reply.text)")
            #expect(element("EC", reply) == reply.headers["x-oss-ec"])
            #expect(element("RequestId", reply) == reply.headers["x-oss-request-id"])
        }
        #expect(try await server.control.objects(in: "videos").isEmpty)
        #expect(try await put(server, String(repeating: "k", count: 1023)).status == 200)
        try await server.stop()
    }

    @Test("a body may come in chunks; one of unknown length may not, and one of a wrong length is cut or waited for")
    func lengths() async throws {
        var settings = ServerSettings()
        settings.idleSeconds = 0.5
        let server = try await OSSServer.start(buckets: ["videos"], settings: settings)
        #expect(try await put(server, "chunks", options: ["-H", "Transfer-Encoding: chunked"]).status == 200)
        #expect(try await server.object("chunks", in: "videos") == Self.body)
        let missing = try await UnsignedRequest("PUT", "none", of: "videos", on: server).send()
        #expect(missing.status == 411)
        #expect(element("Code", missing) == "MissingContentLength")
        #expect(try await put(server, "cut", options: ["-H", "Content-Length: 4"]).status == 200)
        #expect(try await server.object("cut", in: "videos") == Array("0123".utf8))
        let late = try await put(server, "late", options: ["-H", "Content-Length: 11"])
        #expect(late.status == 400)
        #expect(element("Code", late) == "RequestTimeout")
        #expect(try await server.object("late", in: "videos") == nil)
        try await server.stop()
    }

    @Test("a range beyond the end gives the whole, unless the standard is asked for")
    func ranges() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        _ = try await put(server, "a.mp4", headers: ["x-oss-object-acl": "public-read"])
        let url = server.url(of: "videos") + "/a.mp4"
        let cases: [(range: String, standard: Bool, status: Int, body: String)] = [
            ("bytes=2-4", false, 206, "234"),
            ("bytes=8-", false, 206, "89"),
            ("bytes=-3", false, 206, "789"),
            ("bytes=0-10", false, 200, "0123456789"),
            ("bytes=10-", false, 200, "0123456789"),
            ("bytes=-11", false, 200, "0123456789"),
            ("bytes=0-10", true, 206, "0123456789"),
            ("bytes=8-100", true, 206, "89"),
            ("bytes=1-2,4-5", false, 200, "0123456789"),
            ("bytes=4-2", false, 200, "0123456789"),
        ]
        for (range, standard, status, body) in cases {
            let behaviour = standard ? ["-H", "x-oss-range-behavior: standard"] : []
            let reply = try await Curl.run(url, ["-H", "Range: \(range)"] + behaviour)
            #expect((reply.status, reply.text) == (status, body), "\(range) \(standard)")
            #expect(reply.headers["content-type"] == "video/mp4")
            #expect(reply.headers["x-oss-hash-crc64ecma"] == "2838902930144391966")
            #expect((reply.headers["content-range"] != nil) == (status == 206))
        }
        let refused = try await Curl.get(url, "-H", "Range: bytes=10-", "-H", "x-oss-range-behavior: standard")
        #expect(refused.status == 416)
        #expect(try await Curl.get(url, "-H", "If-Match: \"another\"").status == 412)
        try await server.stop()
    }

    @Test("anybody reads what is public, and nothing where public access is blocked")
    func anonymous() async throws {
        var settings = ServerSettings()
        settings.buckets = ["open": BucketSettings(acl: "public-read")]
        let server = try await OSSServer.start(buckets: ["videos", "open"], settings: settings)
        func status(_ bucket: String, _ key: String) async throws -> Int {
            try await Curl.get("\(server.url(of: bucket))/\(key)").status
        }
        _ = try await put(server, "private")
        _ = try await put(server, "public", headers: ["x-oss-object-acl": "public-read"])
        try await server.control.put(Self.body, as: "a", in: "open")
        #expect(try await status("videos", "private") == 403)
        #expect(try await status("videos", "none") == 403)
        #expect(try await status("videos", "public") == 200)
        #expect(try await status("open", "a") == 200)
        #expect(try await status("open", "none") == 404)
        #expect(try await Curl.get("\(server.url(of: "open"))/a", "-X", "PUT", "-d", "x").status == 403)
        var change = ServerSettings()
        change.buckets = ["videos": BucketSettings(blockPublicAccess: true)]
        try await server.control.change(change)
        #expect(try await status("videos", "public") == 403)
        let refused = try await put(server, "b", headers: ["x-oss-object-acl": "public-read"])
        #expect(refused.status == 403)
        #expect(element("Code", refused) == "AccessDenied")
        try await server.stop()
    }

    @Test("an error to HEAD comes in a header field")
    func headError() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let reply = try await Curl.get("\(server.url(of: "videos"))/a", "--head")
        #expect(reply.status == 403)
        let document = try #require(reply.headers["x-oss-err"].flatMap { Data(base64Encoded: $0) })
        #expect(String(decoding: document, as: UTF8.self).contains("<Code>AccessDenied</Code>"))
        try await server.stop()
    }

    @Test("pictures and pages are downloads on OSS's own hosts, videos are not, and nothing is on the owner's")
    func forcedDownload() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let cases = [("a.png", "attachment"), ("a.html", "attachment"), ("a.mp4", nil)]
        for (key, disposition) in cases {
            _ = try await put(server, key, headers: ["x-oss-object-acl": "public-read"])
            let reply = try await Curl.get("\(server.url(of: "videos"))/\(key)")
            #expect(reply.headers["content-disposition"] == disposition)
            #expect(reply.headers["x-oss-force-download"] == disposition.map { _ in "true" })
            let own = try await Curl.get("\(server.cnameURL(of: "videos"))/\(key)")
            #expect(own.status == 200)
            #expect(own.headers["content-disposition"] == nil)
        }
        try await server.stop()
    }
}
