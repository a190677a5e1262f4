import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

/// `storage.overwrite: false` (object-storage facts 3).
@Suite struct ConditionalWriteTests {
    private static let begun = ScriptedHTTP.Answer.reply(
        200, "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>")
    private static let completed = ScriptedHTTP.Answer.reply(
        200, "<CompleteMultipartUploadResult/>", ["x-oss-hash-crc64ecma": "1"])
    private static let upload = MultipartUpload(key: "k.mp4", id: "u", token: "t")
    private static let created = ObjectUpload.video(token: "t", overwrites: false)
    private static let part = UploadedPart(number: 1, etag: "e", size: 1, crc64: 1)

    private func bucket(_ profile: String, _ http: ScriptedHTTP, retries: Int = 0) throws -> Bucket {
        try Bucket.fixture(
            region: "cn-hangzhou", profile: profile == "native" ? nil : profile,
            dialect: profile == "native" ? .oss : .s3, payloadSigning: .unsigned, http: http, retries: retries)
    }

    /// A profile, its field, and which of put, begin and complete carry it.
    private static let conditions: [(profile: String, field: String, value: String, calls: [Bool])] = [
        ("aws", "If-None-Match", "*", [true, false, true]),
        ("minio", "If-None-Match", "*", [true, true, true]),
        ("r2", "If-None-Match", "*", [true, false, false]),
        ("seaweedfs", "If-None-Match", "*", [true, false, false]),
        ("native", "x-oss-forbid-overwrite", "true", [true, true, true]),
        ("cos", "x-cos-forbid-overwrite", "true", [true, false, false]),
        ("tos", "x-tos-forbid-overwrite", "true", [true, true, false]),
    ]

    @Test("the provider's field keeps from replacing; where it has none, a HEAD looks first", arguments: conditions)
    func fields(row: (profile: String, field: String, value: String, calls: [Bool])) async throws {
        let http = ScriptedHTTP(
            (row.calls[0] ? [] : [.reply(404)])
                + (row.calls[1] ? [Self.begun] : [.reply(404), Self.begun])
                + (row.calls[2] ? [Self.completed] : [.reply(404), Self.completed]))
        let bucket = try bucket(row.profile, http)
        let put = try await bucket.put(Self.created, length: 1).request
        #expect(put.headers[row.field] == row.value)
        _ = try await bucket.beginMultipart(Self.created)
        #expect((http.requests.last?.headers[row.field] == row.value) == row.calls[1])
        _ = try await bucket.complete(Self.upload, object: Self.created, parts: [Self.part], size: 1, crc64: 1)
        #expect((http.requests.last?.headers[row.field] == row.value) == row.calls[2])
        #expect(http.answersLeft == 0)
    }

    @Test(
        "an ETag that is to be replaced goes with the request where that is honoured; else a HEAD looks first",
        arguments: [
            ("aws", [true, true]), ("r2", [true, false]), ("ceph", [true, false]), ("native", [false, false]),
            ("generic", [false, false]),
        ] as [(String, [Bool])])
    func replacing(profile: String, calls: [Bool]) async throws {
        let present = ScriptedHTTP.Answer.reply(200, "", ["ETag": "\"old\"", "Content-Length": "1"])
        let http = ScriptedHTTP(calls.flatMap { $0 ? [] : [present] } + [Self.completed])
        var object = Self.created
        (object.overwrites, object.replacedETag) = (true, "old")
        let bucket = try bucket(profile, http)
        #expect(try await bucket.put(object, length: 1).request.headers["If-Match"] == (calls[0] ? "\"old\"" : nil))
        _ = try await bucket.complete(Self.upload, object: object, parts: [Self.part], size: 1, crc64: 1)
        #expect(http.requests.last?.headers["If-Match"] == (calls[1] ? "\"old\"" : nil))
        #expect(http.answersLeft == 0)
    }

    @Test("another object than the one to be replaced, or none, ends it", arguments: ["generic", "native"])
    func replacedBefore(profile: String) async throws {
        let other = ScriptedHTTP.Answer.reply(200, "", ["ETag": "\"new\"", "Content-Length": "1"])
        for answer in [other, .reply(404)] {
            var object = Self.created
            (object.overwrites, object.replacedETag) = (true, "old")
            let http = ScriptedHTTP([answer])
            let failure = await #expect(throws: Failure.self) {
                try await bucket(profile, http).put(object, length: 1)
            }
            #expect(failure?.saysObjectDiffers == true)
        }
    }

    @Test(
        "what may be replaced is replaced without a question", arguments: conditions.map(\.profile) + ["generic", "b2"])
    func overwriting(profile: String) async throws {
        let http = ScriptedHTTP()
        let headers = try await bucket(profile, http).put(.video(), length: 1).request.headers
        #expect(http.requests.isEmpty)
        #expect(!headers.names.contains { $0.contains("match") || $0.contains("forbid") })
    }

    @Test("a HEAD that finds an object of somebody else ends it", arguments: ["generic", "garage", "b2", "gcs", "obs"])
    func existing(profile: String) async throws {
        for answer in [ScriptedHTTP.Answer.object(size: 1), .object(size: 1, token: "other")] {
            let bucket = try bucket(profile, ScriptedHTTP([answer]))
            let failure = try await #require(throws: Failure.self) { try await bucket.put(Self.created, length: 1) }
            #expect(failure.code == StorageRule.exists)
            #expect(failure.disposition == .giveUp)
            #expect(failure.remedy?.contains("storage.overwrite") == true)
        }
    }

    @Test("a HEAD that finds an earlier upload of one's own is no obstacle")
    func ownEarlier() async throws {
        let bucket = try bucket("generic", ScriptedHTTP([.object(size: 1, token: "t")]))
        _ = try await bucket.put(Self.created, length: 1)
    }

    @Test(
        "the refusal of each provider is told as the same",
        arguments: [
            ("aws", ScriptedHTTP.Answer.refusal(412, "PreconditionFailed")), ("minio", .reply(412)),
            ("native", .refusal(409, "FileAlreadyExists", children: "<EC>0026-00000002</EC>")),
            ("cos", .refusal(409, "WhoKnows")), ("tos", .reply(409)), ("tos", .reply(412)),
        ])
    func refused(profile: String, answer: ScriptedHTTP.Answer) async throws {
        let bucket = try bucket(profile, ScriptedHTTP([answer, .reply(404)]))
        let failure = try await #require(throws: Failure.self) { try await bucket.write(Self.created, [1]) }
        #expect(failure.code == StorageRule.exists)
        let digests = bucket.digests()
        _ = try await bucket.put(Self.created, length: 1, digests: digests)
        let response =
            switch answer {
            case .reply(let status, let body, let headers): HTTPResponse.text(status, body, headers: headers)
            case .fail: HTTPResponse.text(500)
            }
        #expect(await bucket.failure(of: response, key: "k.mp4", digests: digests).code == StorageRule.exists)
    }

    @Test("a refusal after an answer that was lost is one's own success")
    func lostAnswer() async throws {
        let http = ScriptedHTTP([.fail(.broken), .refusal(412, "PreconditionFailed"), .object(size: 3, token: "t")])
        let stored = try await bucket("aws", http, retries: 1).write(Self.created, [1, 2, 3])
        #expect(stored.uploadToken == "t")
        let foreign = ScriptedHTTP([.refusal(412, "PreconditionFailed"), .object(size: 3, token: "other")])
        await #expect(throws: Failure.self) { try await bucket("aws", foreign).write(Self.created, [1, 2, 3]) }
        let longer = ScriptedHTTP([.refusal(412, "PreconditionFailed"), .object(size: 4, token: "t")])
        await #expect(throws: Failure.self) { try await bucket("aws", longer).write(Self.created, [1, 2, 3]) }
    }

    @Test("a race is tried again")
    func race() async throws {
        let http = ScriptedHTTP([.refusal(409, "ConditionalRequestConflict"), .reply(200)])
        _ = try await bucket("aws", http, retries: 1).write(Self.created, [1])
        #expect(http.requests.count == 2)
    }

    @Test(
        "a server that does not know the field is asked by HEAD from then on",
        arguments: [ScriptedHTTP.Answer.refusal(501, "NotImplemented"), .refusal(400, "NotImplemented"), .reply(501)])
    func unknownField(answer: ScriptedHTTP.Answer) async throws {
        let http = ScriptedHTTP([answer, .reply(404), .reply(200), .reply(404)])
        let bucket = try bucket("aws", http)
        _ = try await bucket.write(Self.created, [1])
        #expect(http.lines.map { $0.prefix(4) } == ["PUT ", "HEAD", "PUT ", "HEAD"].dropLast())
        #expect(http.requests.map { $0.headers["If-None-Match"] } == ["*", nil, nil])
        #expect(try await bucket.put(Self.created, length: 1).request.headers["If-None-Match"] == nil)
        #expect(http.requests.last?.method == "HEAD")
    }

    @Test("for a relayed upload that is one more attempt")
    func unknownFieldOfRelay() async throws {
        let bucket = try bucket("aws", ScriptedHTTP([.reply(404)]))
        let digests = bucket.digests()
        _ = try await bucket.put(Self.created, length: 1, digests: digests)
        let failure = await bucket.failure(of: .refusal(501, "NotImplemented"), key: "k.mp4", digests: digests)
        #expect(failure.disposition == .retry(after: .zero))
        #expect(try await bucket.put(Self.created, length: 1).request.headers["If-None-Match"] == nil)
    }
}
