import Glibc
import TestServers
import Testing

@Suite("Uploads to the OSS server of the tests", .timeLimit(.minutes(5)))
struct OSSUploadTests {
    private func send(
        _ server: OSSServer, _ method: String, query: String, headers: [String: String] = [:], body: [UInt8]? = nil
    ) async throws -> CurlReply {
        try await UnsignedRequest(method, "m", query: query, headers: headers, of: "videos", on: server)
            .send(body: body)
    }

    private func initiate(_ server: OSSServer, headers: [String: String] = [:]) async throws -> String {
        let reply = try await send(server, "POST", query: "uploads", headers: headers)
        return String(reply.text.split(separator: "<UploadId>").last?.prefix { $0 != "<" } ?? "")
    }

    private func complete(
        _ server: OSSServer, _ id: String, headers: [String: String] = [:]
    ) async throws -> CurlReply {
        let all = headers.merging(["x-oss-complete-all": "yes"]) { $1 }
        return try await send(server, "POST", query: "uploadId=\(id)", headers: all)
    }

    @Test("an ACL counts at Complete, not before; everything else counts at the beginning")
    func attributes() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let early = [
            "x-oss-object-acl": "public-read", "x-oss-meta-task-id": "7", "x-oss-storage-class": "IA",
            "x-oss-tagging": "a=b%20c", "Cache-Control": "max-age=1", "Content-Type": "video/mp4",
        ]
        let id = try await initiate(server, headers: early)
        #expect(try await send(server, "PUT", query: "partNumber=1&uploadId=\(id)", body: [1, 2]).status == 200)
        #expect(try await server.control.uploads(in: "videos").flatMap(\.parts).map(\.size) == [2])
        #expect(try await complete(server, id).status == 200)
        let object = try #require(try await server.control.object("m", in: "videos"))
        #expect(object.acl == "default")
        #expect(object.metadata == ["task-id": "7"])
        #expect(object.storageClass == "IA")
        #expect(object.tags == ["a": "b c"])
        #expect(object.headers == ["cache-control": "max-age=1", "content-type": "video/mp4"])
        #expect(object.isMultipart)
        #expect(object.etag.hasSuffix("-1"))
        let second = try await initiate(server)
        #expect(try await send(server, "PUT", query: "partNumber=9&uploadId=\(second)", body: [3]).status == 200)
        #expect(try await complete(server, second, headers: ["x-oss-object-acl": "public-read"]).status == 200)
        #expect(try await server.control.object("m", in: "videos")?.acl == "public-read")
        try await server.stop()
    }

    @Test("overwriting is forbidden at the beginning and at the end")
    func forbidOverwrite() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let forbid = ["x-oss-forbid-overwrite": "true"]
        let id = try await initiate(server, headers: forbid)
        #expect(try await send(server, "PUT", query: "partNumber=1&uploadId=\(id)", body: [1]).status == 200)
        try await server.control.put([9], as: "m", in: "videos")
        let late = try await complete(server, id, headers: forbid)
        #expect((late.status, late.headers["x-oss-ec"]) == (409, "0042-00000214"))
        #expect(try await server.control.uploads(in: "videos").count == 1)
        let early = try await send(server, "POST", query: "uploads", headers: forbid)
        #expect(early.text.contains("<Code>FileAlreadyExists</Code>"))
        #expect(try await server.object("m", in: "videos") == [9])
        #expect(try await complete(server, id).status == 200)
        try await server.stop()
    }

    @Test("a bucket tells its ACL, its place and its lifecycle rules")
    func bucket() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        func reply(_ query: String) async throws -> CurlReply {
            try await UnsignedRequest("GET", "", query: query, of: "videos", on: server).send()
        }
        #expect(try await reply("acl").text.contains("<Grant>private</Grant>"))
        #expect(try await reply("location").text.contains(">oss-cn-test<"))
        #expect(try await reply("publicAccessBlock").text.contains("<BlockPublicAccess>false<"))
        #expect(try await reply("lifecycle").text.contains("<Code>NoSuchLifecycle</Code>"))
        var change = ServerSettings()
        change.buckets = ["videos": BucketSettings(lifecycle: "<LifecycleConfiguration/>")]
        try await server.control.change(change)
        #expect(try await reply("lifecycle").text == "<LifecycleConfiguration/>")
        try await server.stop()
    }

    @Test("large bodies go through without being held in memory", arguments: [false, true])
    func memory(tls: Bool) async throws {
        let server = try await OSSServer.start(buckets: ["videos"], tls: tls)
        let scratch = try ScratchDirectory("large")
        let size = 300 << 20
        let file = try scratch.write([1], to: "body")
        try #require(truncate(file, size) == 0)
        let trust = server.caPath.map { ["--cacert", $0] } ?? []
        let put = UnsignedRequest("PUT", "m", of: "videos", on: server)
        let stored = try await put.send(["-T", file] + trust)
        #expect(stored.status == 200)
        let get = UnsignedRequest("GET", "m", of: "videos", on: server)
        let read = try await get.send(trust)
        #expect(read.body.count == size)
        #expect(read.headers["x-oss-hash-crc64ecma"] == stored.headers["x-oss-hash-crc64ecma"])
        #expect(try #require(server.peakMemory) < 100 << 20)
        try await server.stop()
    }
}
