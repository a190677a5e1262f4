import Failures
import Glibc
import HTTPTransport
import Redaction
import RequestSigning
import TestServers
import Testing

@testable import ObjectStorage

/// Servers that lose replies, fail late and damage what they get.
@Suite(.serialized, .timeLimit(.minutes(4))) struct FaultyServerTests {
    private struct Bench {
        var bucket: Bucket
        var control: ServerControl
        var object: ObjectUpload
        private var server: any StorageServer

        init(_ dialect: Dialect, overwrites: Bool = true, remembersUploads: Bool = false) async throws {
            switch dialect {
            case .s3:
                var settings = ServerSettings()
                settings.habits = S3Habits()
                settings.habits?.remembersUploads = remembersUploads
                let strict = try await StrictS3Server.start(.aws, buckets: ["videos"], settings: settings)
                (server, control) = (strict, strict.control)
            case .oss:
                let oss = try await OSSServer.start(buckets: ["videos"])
                (server, control) = (oss, oss.control)
            }
            let location = try BucketLocation(
                bucket: "videos", endpoint: server.endpoint, region: server.region,
                profile: dialect == .s3 ? "aws" : nil, addressing: dialect == .s3 ? .path : nil, dialect: dialect)
            let administrator = SigningCredentials(
                accessKeyID: server.administrator.accessKeyID,
                secretAccessKey: Secret(server.administrator.secretAccessKey))
            bucket = Bucket(
                location: location, credentials: FixedCredentials(administrator), http: try HTTPClient(), retries: 2,
                backoff: { _ in .milliseconds(1) }, now: { Int64(time(nil)) })
            object = .video("faulty.mp4", token: "t", overwrites: overwrites)
        }

        /// Completes an upload of one part of three bytes.
        func complete() async throws -> StoredObject {
            let upload = try await bucket.beginMultipart(object)
            let part = try await bucket.write(part: 1, of: upload, [1, 2, 3])
            let digests = bucket.digests()
            digests.update([1, 2, 3])
            return try await bucket.complete(upload, object: object, parts: [part], size: 3, crc64: digests.crc64)
        }

        func stop() async throws { try await server.stop() }
    }

    @Test(
        "a completion that fails late, says nothing or is lost ends in the object",
        arguments: Dialect.allCases,
        [
            ServerFault.lostReply, .emptyBody(stores: true), .emptyBody(stores: false), .bodyError("InternalError"),
            .bodyError("InternalError", stores: true), .close(), .error(500, "InternalError"),
            .error(503, "SlowDown"), .reply(200, body: "<html>Welcome</html>"), .reply(502, body: "<html>"),
        ])
    func completion(dialect: Dialect, fault: ServerFault) async throws {
        let bench = try await Bench(dialect)
        try await bench.control.add(fault.on("CompleteMultipartUpload"))
        let stored = try await bench.complete()
        #expect(stored.size == 3)
        #expect(try await bench.control.content(of: "faulty.mp4", in: "videos") == [1, 2, 3])
        #expect(try await bench.control.uploads(in: "videos").isEmpty)
        #expect(try await bench.control.pendingFaults() == 0)
        try await bench.stop()
    }

    @Test("so it does where nothing may be replaced", arguments: Dialect.allCases, [true, false])
    func conditionalCompletion(dialect: Dialect, remembersUploads: Bool) async throws {
        let bench = try await Bench(dialect, overwrites: false, remembersUploads: remembersUploads)
        try await bench.control.add(ServerFault.lostReply.on("CompleteMultipartUpload"))
        #expect(try await bench.complete().size == 3)
        try await bench.stop()
    }

    @Test("a write whose answer is lost is written again, or found", arguments: Dialect.allCases, [true, false])
    func write(dialect: Dialect, overwrites: Bool) async throws {
        let bench = try await Bench(dialect, overwrites: overwrites)
        try await bench.control.add(ServerFault.lostReply.on("PutObject"))
        #expect(try await bench.bucket.write(bench.object, [1, 2, 3]).size == 3)
        #expect(try await bench.bucket.head("faulty.mp4")?.uploadToken == "t")
        try await bench.stop()
    }

    @Test("what the server read otherwise is noticed", arguments: ["PutObject", "UploadPart"])
    func damaged(action: String) async throws {
        let bench = try await Bench(.oss)
        try await bench.control.add(ServerFault.wrongChecksum.on(action))
        #expect(try await bench.bucket.write(bench.object, [1, 2, 3]).size == 3)
        #expect(try await bench.complete().size == 3)
        #expect(try await bench.control.pendingFaults() == 0)
        try await bench.stop()
    }

    @Test("a whole with another checksum than its parts is an error")
    func damagedWhole() async throws {
        let bench = try await Bench(.oss)
        try await bench.control.add(ServerFault.wrongChecksum.on("CompleteMultipartUpload"))
        let failure = await #expect(throws: Failure.self) { try await bench.complete() }
        #expect(failure?.code == "storage.wrong-checksum")
        try await bench.stop()
    }

    @Test("passing errors pass", arguments: Dialect.allCases)
    func transient(dialect: Dialect) async throws {
        let bench = try await Bench(dialect)
        try await bench.control.add(
            ServerFault.error(500, "InternalError").on(nil), ServerFault.close(readsBody: true).on(nil))
        #expect(try await bench.bucket.write(bench.object, [1, 2, 3]).size == 3)
        try await bench.control.add(ServerFault.error(400, "RequestTimeout").on(nil))
        #expect(try await bench.bucket.head("faulty.mp4")?.size == 3)
        try await bench.stop()
    }

    @Test("a missing right is told with its name", arguments: Dialect.allCases)
    func denied(dialect: Dialect) async throws {
        let bench = try await Bench(dialect)
        try await bench.control.add(ServerFault.error(403, "AccessDenied", ec: "0003-00000001").on("DeleteObject"))
        let failure = await #expect(throws: Failure.self) { try await bench.bucket.delete("faulty.mp4") }
        #expect(failure?.disposition == .stop(.credentials))
        #expect(failure?.remedy?.contains("\(dialect):DeleteObject") == true)
        try await bench.stop()
    }

    @Test("an endless error page ends where it is cut", arguments: Dialect.allCases)
    func endlessError(dialect: Dialect) async throws {
        let bench = try await Bench(dialect)
        let page = String(repeating: "<p>error</p>", count: 1 << 18)
        try await bench.control.add(ServerFault.reply(500, body: page).on("DeleteObject", times: 3))
        let failure = await #expect(throws: Failure.self) { try await bench.bucket.delete("faulty.mp4") }
        #expect(failure?.message.contains("larger than") == true)
        try await bench.stop()
    }
}
