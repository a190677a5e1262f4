import Digests
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct StoringTests {
    private static let signings = [PayloadSigning.unsigned, .signed]

    @Test(
        "a body of any length arrives byte by byte, plain and in signed chunks",
        arguments: [1, 16 << 10, 64 << 10, (64 << 10) + 1, 5_000_000], signings)
    func bodies(length: Int, payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: payloadSigning)
        let bytes = TestBench.bytes(length)
        let key = "bodies/\(payloadSigning)-\(length).mp4"
        let outcome = try await bench.outcome(bytes, to: bucket, as: ObjectUpload(key: key, contentType: "video/mp4"))
        let reply = try outcome.result.get()
        #expect(reply.head.status == 200)
        let md5 = hex(MD5.hash(bytes))
        #expect(reply.head.headers["ETag"] == "\"\(md5)\"")
        let digests = outcome.handler.digests
        #expect(bucket.proof(of: reply.head, size: Int64(length), digests: digests) == .proven)
        let stored = try await bench.read(key, of: bucket)
        #expect(stored.head.status == 200)
        #expect(stored.body == bytes)
    }

    @Test("what was told of an object comes back with it", arguments: signings)
    func fields(payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: payloadSigning)
        let bytes = TestBench.bytes(100_000)
        var object = ObjectUpload(key: "fields/\(payloadSigning).mp4", contentType: "video/mp4")
        object.cacheControl = "public, max-age=31536000, immutable"
        object.contentDisposition = "inline; filename=\"clip one.mp4\""
        object.contentMD5 = base64(MD5.hash(bytes))
        object.acl = "public-read"
        object.storageClass = "STANDARD_IA"
        object.tags = [("team", "video & film"), ("a b", "视频")]
        // An empty value has only to be sent as it was signed; SeaweedFS does not give it back.
        object.metadata = [
            ("task-id", "0385dc79-5ff8-4d82-bcb6-xxxxxx"), ("model", "视频"), ("crc64", "11051210869376104954"),
            ("spaced", "two words"), ("empty", ""),
        ]
        _ = try await bench.relay(bytes, to: bucket, as: object).get()
        let headers = try await bench.read(object.key, of: bucket).head.headers
        #expect(headers["Content-Type"] == "video/mp4")
        #expect(headers["Cache-Control"] == "public, max-age=31536000, immutable")
        #expect(headers["Content-Disposition"] == "inline; filename=\"clip one.mp4\"")
        #expect(headers["Content-Encoding"] == nil)
        #expect(headers["x-amz-meta-task-id"] == "0385dc79-5ff8-4d82-bcb6-xxxxxx")
        #expect(headers["x-amz-meta-model"] == "%E8%A7%86%E9%A2%91")
        #expect(headers["x-amz-meta-crc64"] == "11051210869376104954")
        #expect(headers["x-amz-meta-spaced"] == "two words")
        #expect(headers["x-amz-storage-class"] == "STANDARD_IA")
        #expect(headers["x-amz-tagging-count"] == "2")
    }

    @Test(
        "a key is stored as it is written",
        arguments: [
            "with space", "a+b", "50%", "%2F", "why?", "#1", "~user_-.", "\"quoted\" 'single'",
            "a:b@c&d=e;f,g!h$i*(j)[k]",
            "<|>^`{}", "a\\b", " spaces around ", "视频", "🎬", "e\u{301}", "\u{E9}",
        ], signings)
    func keys(key: String, payloadSigning: PayloadSigning) async throws {
        try await checkKey("\(payloadSigning)/\(key)", payloadSigning)
    }

    @Test("a key of 1,024 bytes is stored", arguments: signings)
    func longestKey(payloadSigning: PayloadSigning) async throws {
        let key = String(repeating: "视频/", count: 145) + "film.m" + (payloadSigning == .signed ? "p4s" : "p4u")
        try #require(key.utf8.count == 1024)
        try await checkKey(key, payloadSigning)
    }

    private func checkKey(_ key: String, _ payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: payloadSigning)
        let bytes = TestBench.bytes(key.utf8.count)
        _ = try await bench.relay(bytes, to: bucket, as: ObjectUpload(key: key, contentType: "video/mp4")).get()
        let stored = try await bench.read(key, of: bucket)
        #expect(stored.head.status == 200)
        #expect(stored.body == bytes)
    }

    @Test("an object that is uploaded again is replaced")
    func again() async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket()
        let object = ObjectUpload(key: "again.mp4", contentType: "video/mp4")
        for length in [70_000, 50_000] {
            _ = try await bench.relay(TestBench.bytes(length), to: bucket, as: object).get()
            #expect(try await bench.read(object.key, of: bucket).body == TestBench.bytes(length))
        }
    }
}
