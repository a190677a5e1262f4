import TestServers
import Testing

@Suite("Faults on demand of the OSS server of the tests", .timeLimit(.minutes(5)))
struct OSSFaultTests {
    private static let body = [UInt8](repeating: 7, count: 300_000)

    private func put(_ server: OSSServer, _ options: [String] = []) async throws -> CurlReply {
        try await UnsignedRequest("PUT", "a", of: "videos", on: server).send(options, body: Self.body)
    }

    /// An upload of one part; answers its id and its part's ETag.
    private func upload(_ server: OSSServer) async throws -> (id: String, document: [UInt8]) {
        let begun = try await UnsignedRequest("POST", "m", query: "uploads", of: "videos", on: server).send()
        let id = String(begun.text.split(separator: "<UploadId>").last?.prefix { $0 != "<" } ?? "")
        let part = try await UnsignedRequest(
            "PUT", "m", query: "partNumber=1&uploadId=\(id)", of: "videos", on: server
        ).send(body: Self.body)
        let etag = part.headers["etag"] ?? ""
        let document =
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\(etag)</ETag></Part>"
            + "</CompleteMultipartUpload>"
        return (id, Array(document.utf8))
    }

    private func complete(_ server: OSSServer) async throws -> CurlReply {
        let (id, document) = try await upload(server)
        return try await UnsignedRequest("POST", "m", query: "uploadId=\(id)", of: "videos", on: server)
            .send(body: document)
    }

    @Test("requests are refused, cut off and left alone as was asked, so many times")
    func beforeStoring() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let control = server.control
        let slow = ["x-oss-qos-delay-time": "120"]
        try await control.add(
            .error(503, "SlowDown", ec: "0048-00000001", headers: slow).on("PutObject", key: "^a$", times: 2, skip: 1))
        #expect(try await put(server).status == 200)
        for _ in 0..<2 {
            let reply = try await put(server)
            #expect(reply.status == 503)
            #expect(reply.headers["x-oss-qos-delay-time"] == "120")
            #expect(reply.headers["x-oss-ec"] == "0048-00000001")
            #expect(reply.text.contains("<Code>SlowDown</Code>"))
        }
        #expect(try await put(server).status == 200)
        #expect(try await control.pendingFaults() == 0)
        try await control.add(.close().on("GetObject"), .close(readsBody: true).on("PutObject"))
        #expect(try await put(server).exit == 52)
        try await control.clearFaults()
        try await control.add(.stall.on(nil, method: "PUT"))
        #expect(try await put(server, ["--max-time", "0.3"]).exit == 28)
        try await control.add(.reply(502, headers: ["Content-Type": "text/html"], body: "<html>"))
        #expect(try await put(server).text == "<html>")
        let statuses = try await control.report().requests("PutObject").map(\.status)
        #expect(statuses == [200, 503, 503, 200, 0, 0, 502])
        try await server.stop()
    }

    @Test("a reply is lost, has wrong checksums, is cut or stands still")
    func afterStoring() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let control = server.control
        try await control.add(.lostReply.on("PutObject"))
        #expect(try await put(server).exit == 52)
        #expect(try await server.object("a", in: "videos") == Self.body)
        let true64 = try await put(server).headers["x-oss-hash-crc64ecma"]
        try await control.add(.wrongChecksum)
        let wrong = try await put(server)
        #expect(wrong.status == 200)
        #expect(wrong.headers["x-oss-hash-crc64ecma"] != true64)
        let get = UnsignedRequest("GET", "a", of: "videos", on: server)
        try await control.add(.cut(after: 1000))
        let cut = try await get.send()
        #expect((cut.exit, cut.body.count) == (18, 1000))
        try await control.add(.stallReply(after: 2000))
        let stalled = try await get.send(["--max-time", "0.3"])
        #expect((stalled.exit, stalled.body.count) == (28, 2000))
        #expect(try await get.send().body == Self.body)
        try await server.stop()
    }

    @Test("a reply comes late, once it is called for")
    func late() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        try await server.control.add(.late.on("PutObject"))
        async let reply = put(server)
        while try await server.object("a", in: "videos") == nil { await Task.yield() }
        #expect(try await server.control.report().requests("PutObject").map(\.status) == [0])
        try await server.control.clearFaults()
        #expect(try await reply.status == 200)
        try await server.stop()
    }

    @Test("Complete says 200 and means something else", arguments: [false, true])
    func complete(stores: Bool) async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        try await server.control.add(.bodyError("InternalError", stores: stores).on("CompleteMultipartUpload"))
        let failed = try await complete(server)
        #expect(failed.status == 200)
        #expect(failed.text.contains("<Code>InternalError</Code>"))
        #expect((try await server.object("m", in: "videos") != nil) == stores)
        try await server.control.remove("m", in: "videos")
        try await server.control.add(.emptyBody(stores: stores).on("CompleteMultipartUpload"))
        let empty = try await complete(server)
        #expect(empty.status == 200)
        #expect(!empty.text.contains("<"))
        #expect((try await server.object("m", in: "videos") == Self.body) == stores)
        #expect(try await server.control.uploads(in: "videos").count == (stores ? 0 : 2))
        let done = try await complete(server)
        #expect(done.text.contains("<CompleteMultipartUploadResult>"))
        try await server.stop()
    }

    @Test("the log tells how many part uploads ran at once, and 100 is sent where it is wanted")
    func concurrency() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let (id, _) = try await upload(server)
        try await server.control.clearRequests()
        let parts = (1...3).map {
            UnsignedRequest("PUT", "m", query: "partNumber=\($0)&uploadId=\(id)", of: "videos", on: server)
        }
        try await server.control.add(.stall.on("UploadPart", times: 3))
        try await withThrowingTaskGroup(of: CurlReply.self) { group in
            for part in parts {
                group.addTask { try await part.send(["-d", "x", "--max-time", "2"]) }
            }
            for try await reply in group { #expect(reply.exit == 28) }
        }
        #expect(try await server.control.report().peaks["UploadPart"] == 3)
        #expect(try await put(server, ["-H", "Expect: 100-continue"]).status == 200)
        #expect(try await server.control.report().requests("PutObject").map(\.continued) == [true])
        var settings = ServerSettings()
        settings.answersContinue = false
        try await server.control.change(settings)
        #expect(try await put(server, ["-H", "Expect: 100-continue"]).status == 200)
        #expect(try await server.control.report().requests("PutObject").map(\.continued) == [true, false])
        try await server.stop()
    }
}
