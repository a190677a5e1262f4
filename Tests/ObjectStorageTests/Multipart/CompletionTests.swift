import Digests
import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

/// What may become of a CompleteMultipartUpload (object-storage facts 4.3 and 4.4).
@Suite struct CompletionTests {
    private static let upload = MultipartUpload(key: "k.mp4", id: "u", token: "t")
    private static let parts = [
        UploadedPart(number: 2, etag: "\"b&<>\"", size: 2, crc64: nil),
        UploadedPart(number: 1, etag: "\"a\"", size: 5, crc64: nil),
    ]
    private static let result =
        "<CompleteMultipartUploadResult><ETag>\"abc-2\"</ETag></CompleteMultipartUploadResult>"
    private static let spaced = "  \n\n" + "<?xml version=\"1.0\"?>\n" + result
    private static let lateError = "\n \n<Error><Code>InternalError</Code><Message>late</Message></Error>"

    private func complete(
        _ answers: [ScriptedHTTP.Answer], retries: Int = 3, profile: String? = nil, overwrites: Bool = true
    ) async throws -> (StoredObject, ScriptedHTTP) {
        let http = ScriptedHTTP(answers)
        let bucket = try Bucket.fixture(profile: profile, http: http, retries: retries)
        let stored = try await bucket.complete(
            Self.upload, object: .video(token: "t", overwrites: overwrites), parts: Self.parts, size: 7, crc64: 9)
        return (stored, http)
    }

    private func failure(
        _ answers: [ScriptedHTTP.Answer], retries: Int = 3, profile: String? = nil, overwrites: Bool = true
    ) async throws -> Failure {
        try await #require(throws: Failure.self) {
            try await complete(answers, retries: retries, profile: profile, overwrites: overwrites)
        }
    }

    private static let own = ScriptedHTTP.Answer.object(size: 7, token: "t", ["ETag": "\"abc-2\""])
    private static let foreign = ScriptedHTTP.Answer.object(size: 7, token: "other")

    @Test("the parts are listed by number, their ETags as they came", arguments: [result, spaced])
    func plain(body: String) async throws {
        let (stored, http) = try await complete([.reply(200, body), Self.own])
        #expect(http.lines == ["POST /videos/k.mp4?uploadId=u", "HEAD /videos/k.mp4"])
        #expect(
            http.requests[0].text
                == "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>&quot;a&quot;</ETag></Part>"
                + "<Part><PartNumber>2</PartNumber><ETag>&quot;b&amp;&lt;&gt;&quot;</ETag></Part>"
                + "</CompleteMultipartUpload>")
        #expect(stored.size == 7)
        #expect(stored.crc64 == 9)
        #expect(stored.etag == "abc-2")
        #expect(stored.uploadToken == "t")
    }

    @Test("the storage may take its time, and keep silent meanwhile")
    func patience() async throws {
        let (_, http) = try await complete([.reply(200, Self.result), Self.own])
        #expect(http.limits[0].time == .seconds(600))
        #expect(http.limits[0].silence == .seconds(600))
    }

    @Test(
        "an error that comes with status 200 is repeated where it may pass", arguments: ["InternalError", "SlowDown"])
    func lateFailure(code: String) async throws {
        let late = ScriptedHTTP.Answer.refusal(200, code)
        let (_, http) = try await complete([late, late, .reply(200, Self.result), Self.own])
        #expect(http.lines.count == 4)
        let failure = try await failure([late, .reply(404)], retries: 0)
        #expect(failure.disposition == .retry())
    }

    @Test(
        "an error that comes with status 200 and is final ends it",
        arguments: [
            ("EntityTooSmall", "storage.part-too-small"), ("InvalidPart", "storage.invalid-part"),
            ("InvalidPartOrder", "storage.invalid-part"), ("AccessDenied", "storage.access-denied"),
            ("ConditionalRequestConflict", "storage.conflict"),
        ])
    func lateFinal(code: String, area: String) async throws {
        let failure = try await failure([.refusal(200, code), .reply(404), .reply(200, Self.result)])
        #expect(failure.code == area)
    }

    @Test("an error nobody knows that comes with status 200 is repeated")
    func lateUnknown() async throws {
        let (_, http) = try await complete([.refusal(200, "Unheard"), .reply(200, Self.result), Self.own])
        #expect(http.lines.count == 3)
    }

    @Test(
        "a 200 that says nothing is looked into",
        arguments: [
            "", "   ", "<html>Welcome</html>", "<CompleteMultipartUploadResult><ETag>", "<!DOCTYPE x><x/>", "{}",
            "<ns:Other xmlns:ns=\"x\"/>",
        ])
    func emptyAnswer(body: String) async throws {
        let (stored, http) = try await complete([.reply(200, body), Self.own])
        #expect(stored.etag == "abc-2")
        #expect(http.lines.count == 2)
        let (_, again) = try await complete([
            .reply(200, body), Self.foreign, .reply(200, Self.result), Self.own,
        ])
        #expect(again.lines.map { $0.prefix(4) } == ["POST", "HEAD", "POST", "HEAD"])
        let failure = try await failure([.reply(200, body), .reply(404)], retries: 0)
        #expect(failure.code == "storage.bad-reply")
    }

    @Test("any namespace will do")
    func namespaces() async throws {
        let body =
            "<z:CompleteMultipartUploadResult xmlns:z=\"urn:other\"><z:ETag>\"abc-2\"</z:ETag>"
            + "</z:CompleteMultipartUploadResult>"
        let (stored, _) = try await complete([.reply(200, body), Self.own])
        #expect(stored.etag == "abc-2")
    }

    @Test("an upload that is gone because it was completed is recognised by its token and size")
    func goneAfterSuccess() async throws {
        let gone = ScriptedHTTP.Answer.refusal(404, "NoSuchUpload")
        let (stored, http) = try await complete([.fail(.broken), gone, Self.own])
        #expect(stored.uploadToken == "t")
        #expect(http.lines.map { $0.prefix(4) } == ["POST", "POST", "HEAD"])
        let (_, atOnce) = try await complete([gone, Self.own])
        #expect(atOnce.lines.count == 2)
    }

    @Test(
        "an upload that is gone and left no object of its own is to be begun again",
        arguments: [
            ScriptedHTTP.Answer.reply(404), foreign, .object(size: 8, token: "t"), .object(size: 7), .reply(500),
            .fail(.broken),
        ])
    func gone(head: ScriptedHTTP.Answer) async throws {
        let http = ScriptedHTTP([.refusal(404, "NoSuchUpload"), head, head, head, head, head])
        let bucket = try Bucket.fixture(http: http, retries: 1)
        let failure = try await #require(throws: Failure.self) {
            try await bucket.complete(
                Self.upload, object: .video(token: "t"), parts: Self.parts, size: 7, crc64: 9)
        }
        #expect(failure.code == StorageRule.noSuchUpload)
        #expect(failure.disposition == .retry())
        #expect(http.requests.filter { $0.method == "POST" }.count == 1)
    }

    @Test("an object without a token is never taken for one's own")
    func noToken() async throws {
        let http = ScriptedHTTP([.refusal(404, "NoSuchUpload"), .object(size: 7)])
        let bucket = try Bucket.fixture(http: http)
        await #expect(throws: Failure.self) {
            try await bucket.complete(Self.upload, object: .video(), parts: Self.parts, size: 7, crc64: 9)
        }
    }

    @Test("when every answer was lost, the object itself is asked", arguments: [TransportError.Kind.broken, .timedOut])
    func allLost(kind: TransportError.Kind) async throws {
        let (stored, http) = try await complete([.fail(kind), .fail(kind), Self.own], retries: 1)
        #expect(stored.size == 7)
        #expect(http.lines.count == 3)
        let failure = try await failure([.fail(kind), .fail(kind), .reply(404)], retries: 1)
        #expect(failure.code == "storage.connection")
    }

    @Test("a refusal that no success explains asks for nothing")
    func refused() async throws {
        let http = ScriptedHTTP([.refusal(403, "AccessDenied"), Self.own])
        let bucket = try Bucket.fixture(http: http)
        let failure = try await #require(throws: Failure.self) {
            try await bucket.complete(
                Self.upload, object: .video(token: "t"), parts: Self.parts, size: 7, crc64: 9)
        }
        #expect(failure.code == "storage.access-denied")
        #expect(http.requests.count == 1)
    }

    @Test(
        "a checksum of the whole that is ours needs no HEAD",
        arguments: ["x-oss-hash-crc64ecma", "x-cos-hash-crc64ecma", "x-tos-hash-crc64ecma"])
    func proven(field: String) async throws {
        let (stored, http) = try await complete([.reply(200, Self.result, HTTPHeaders([(field, "9")]))])
        #expect(http.lines.count == 1)
        #expect(stored.checksums.crc64 == 9)
    }

    @Test("a checksum of the whole that is another's tells of other bytes, and nothing is repeated")
    func contradicted() async throws {
        let answers: [[ScriptedHTTP.Answer]] = [
            [.reply(200, Self.result, ["x-oss-hash-crc64ecma": "8"])],
            [.reply(200, Self.result), .object(size: 7, token: "t", ["x-oss-hash-crc64ecma": "8"])],
            [.reply(200, Self.result), .object(size: 6, token: "t")],
            [
                .fail(.broken), .refusal(404, "NoSuchUpload"),
                .object(size: 7, token: "t", ["x-cos-hash-crc64ecma": "8"]),
            ],
        ]
        for answers in answers {
            let failure = try await failure(answers)
            #expect(failure.code == "storage.wrong-checksum")
            #expect(failure.disposition == .retry())
        }
    }

    @Test("a complete upload whose object cannot be found is not believed")
    func vanished() async throws {
        let failure = try await failure([.reply(200, Self.result), .reply(404), .reply(404)], retries: 0)
        #expect(failure.code == "storage.bad-reply")
    }

    /// 5 MiB of `a` and 1 KiB of `b` (object-storage facts 9.2).
    @Test("the ETag of the parts' MD5s proves where it is defined")
    func etag() async throws {
        let parts = [
            UploadedPart(number: 1, etag: "\"79b281060d337b9b2b84ccf390adcf74\"", size: 5 << 20, crc64: nil),
            UploadedPart(number: 2, etag: "BBE6402CDC9B7E2036FC97E9A91726CD", size: 1024, crc64: nil),
        ]
        func complete(_ etag: String, _ profile: String, _ headers: HTTPHeaders = [:]) async throws -> Int {
            let body = "<CompleteMultipartUploadResult><ETag>\"\(etag)\"</ETag></CompleteMultipartUploadResult>"
            let size = Int64((5 << 20) + 1024)
            let http = ScriptedHTTP([.reply(200, body, headers), .object(size: size, token: "t")])
            _ = try await Bucket.fixture(profile: profile, http: http)
                .complete(Self.upload, object: .video(token: "t"), parts: parts, size: size, crc64: 1)
            return http.requests.count
        }
        #expect(try await complete("16329fb6004d64a4fbc5bbb983fa0528-2", "minio") == 1)
        await #expect(throws: Failure.self) { try await complete("06329fb6004d64a4fbc5bbb983fa0528-2", "minio") }
        // Elsewhere it is something else, and so it is under a KMS key.
        #expect(try await complete("06329fb6004d64a4fbc5bbb983fa0528-2", "r2") == 2)
        #expect(try await complete("06329fb6004d64a4fbc5bbb983fa0528-2", "seaweedfs") == 2)
        let kms: HTTPHeaders = ["x-amz-server-side-encryption": "aws:kms"]
        #expect(try await complete("06329fb6004d64a4fbc5bbb983fa0528-2", "minio", kms) == 2)
    }
}
