import Digests
import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

/// Whole exchanges about one object.
@Suite struct ExchangeTests {
    @Test("a missing object is none, a missing bucket an error", arguments: Dialect.allCases)
    func missing(dialect: Dialect) async throws {
        func bucket(_ answer: ScriptedHTTP.Answer) throws -> Bucket {
            let http = ScriptedHTTP([answer])
            return dialect == .s3 ? try .fixture(http: http) : try .oss(http: http)
        }
        #expect(try await bucket(.reply(404)).head("k") == nil)
        let noBucket = base64(Array("<Error><Code>NoSuchBucket</Code></Error>".utf8))
        let failure = try await #require(throws: Failure.self) {
            try await bucket(.reply(404, "", ["x-oss-err": noBucket])).head("k")
        }
        #expect(failure.code == "storage.no-such-bucket")
    }

    @Test("an object is described by both dialects' fields")
    func described() async throws {
        let headers: HTTPHeaders = [
            "Content-Length": "9", "ETag": "\"E\"", "Content-Type": "video/mp4", "x-oss-meta-task-id": "id",
            "x-oss-meta-upload-token": "t", "x-oss-meta-crc64": "7", "x-oss-hash-crc64ecma": "8",
        ]
        let object = try #require(try await Bucket.oss(http: ScriptedHTTP([.reply(200, "", headers)])).head("k"))
        #expect(object.size == 9)
        #expect(object.uploadToken == "t")
        #expect(object.crc64 == 7)
        #expect(object.checksums.crc64 == 8)
        #expect(object.metadata["task-id"] == "id")
    }

    @Test("a HEAD that is refused without a word is explained by a GET of one byte")
    func explained() async throws {
        let http = ScriptedHTTP([.reply(403), .refusal(403, "InvalidAccessKeyId")])
        let bucket = try Bucket.fixture(http: http)
        let failure = try await #require(throws: Failure.self) { try await bucket.head("k") }
        #expect(failure.code == "storage.unknown-key")
        #expect(http.lines == ["HEAD /videos/k", "GET /videos/k"])
        #expect(http.requests[1].headers["Range"] == "bytes=0-0")
    }

    @Test("what that GET teaches is tried with another HEAD")
    func explainedAndLearnt() async throws {
        let skewed = ScriptedHTTP.Answer.refusal(
            403, "RequestTimeTooSkewed", headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"])
        let http = ScriptedHTTP([.reply(403), skewed, .object(size: 5)])
        #expect(try await Bucket.fixture(http: http).head("k")?.size == 5)
        #expect(http.requests[2].headers["x-amz-date"] == "20231115T010000Z")
        let expired = ScriptedHTTP([.reply(400), .refusal(400, "ExpiredToken"), .object(size: 5)])
        let bucket = try Bucket.fixture(credentials: CredentialScript("OLD", "NEW"), http: expired)
        #expect(try await bucket.head("k")?.size == 5)
    }

    @Test("where the GET has no complaint, the HEAD is tried again")
    func unexplained() async throws {
        let http = ScriptedHTTP([.reply(403), .reply(206, "x"), .object(size: 7)])
        #expect(try await Bucket.fixture(http: http, retries: 1).head("k")?.size == 7)
        let bucket = try Bucket.fixture(http: ScriptedHTTP([.reply(403), .reply(206, "x")]))
        let failure = try await #require(throws: Failure.self) { try await bucket.head("k") }
        #expect(failure.code == "storage.access-denied")
        #expect(failure.disposition == .retry())
    }

    @Test("OSS explains a HEAD itself")
    func explainedByOSS() async throws {
        let error = base64(
            Array("<Error><Code>SignatureDoesNotMatch</Code><EC>0002-00000040</EC></Error>".utf8))
        let http = ScriptedHTTP([.reply(403, "", ["x-oss-err": error])])
        let bucket = try Bucket.oss(http: http)
        let failure = try await #require(throws: Failure.self) { try await bucket.head("k") }
        #expect(failure.code == "storage.wrong-secret")
        #expect(failure.message.contains("[EC 0002-00000040]"))
        #expect(http.requests.count == 1)
    }

    @Test("a HEAD without a length is no answer")
    func noLength() async throws {
        let bucket = try Bucket.fixture(http: ScriptedHTTP([.reply(200)]))
        let failure = try await #require(throws: Failure.self) { try await bucket.head("k") }
        #expect(failure.code == "storage.bad-reply")
    }

    @Test("a range is asked for by its ends, the answer bounded by what the caller can hold")
    func range() async throws {
        let http = ScriptedHTTP([.reply(206, "abc"), .reply(200, "abcdef")])
        let bucket = try Bucket.fixture(http: http)
        let part = try await bucket.read("a b", range: 3...5, limit: 3)
        #expect(part.body == Array("abc".utf8))
        #expect(http.requests[0].headers["Range"] == "bytes=3-5")
        #expect(http.requests[0].url == "https://s3.example/videos/a%20b")
        #expect(http.limits[0].time == nil)
        _ = try await bucket.read("k", range: nil, limit: 1 << 20)
        #expect(http.requests[1].headers["Range"] == nil)
        #expect(http.limits.map(\.responseBytes) == [64 << 10, 1 << 20])
    }

    @Test("a server that sends more than was asked for is not believed")
    func surplus() async throws {
        let bucket = try Bucket.fixture(http: ScriptedHTTP([.reply(200, "abcdef")]))
        let failure = try await #require(throws: Failure.self) {
            try await bucket.read("k", range: 0...2, limit: 3)
        }
        #expect(failure.code == "storage.bad-reply")
    }

    @Test("bytes in memory go out with their hash, and what they are comes back", arguments: Dialect.allCases)
    func write(dialect: Dialect) async throws {
        let bytes = Array("123456789".utf8)
        let http = ScriptedHTTP([.reply(200, "", ["ETag": "\"25F9E794323B453885F5181F1B624D0B\""])])
        let bucket = dialect == .s3 ? try Bucket.fixture(http: http) : try Bucket.oss(http: http)
        let stored = try await bucket.write(.video(token: "t"), bytes)
        #expect(stored.size == 9)
        #expect(stored.crc64 == 11_051_210_869_376_104_954)
        #expect(stored.etag == "25F9E794323B453885F5181F1B624D0B")
        #expect(stored.uploadToken == "t")
        let request = http.requests[0]
        #expect(request.text == "123456789")
        let hash =
            dialect == .s3 ? "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225" : "UNSIGNED-PAYLOAD"
        #expect(request.headers["\(dialect.fieldPrefix)content-sha256"] == hash)
    }

    @Test("what OSS read otherwise is written again")
    func damaged() async throws {
        let wrong = ScriptedHTTP.Answer.reply(200, "", ["x-oss-hash-crc64ecma": "1"])
        let right = ScriptedHTTP.Answer.reply(200, "", ["x-oss-hash-crc64ecma": "11051210869376104954"])
        let http = ScriptedHTTP([wrong, right])
        _ = try await Bucket.oss(http: http, retries: 1).write(.video(), Array("123456789".utf8))
        #expect(http.requests.count == 2)
        let bucket = try Bucket.oss(http: ScriptedHTTP([wrong]))
        let failure = try await #require(throws: Failure.self) { try await bucket.write(.video(), [1]) }
        #expect(failure.code == "storage.wrong-checksum")
    }

    @Test("removing what is not there is no error", arguments: [200, 204, 404])
    func delete(status: Int) async throws {
        let http = ScriptedHTTP([.refusal(status, "NoSuchKey")])
        try await Bucket.fixture(http: http).delete("a b")
        #expect(http.lines == ["DELETE /videos/a%20b"])
        #expect(http.requests[0].body == nil)
    }
}
