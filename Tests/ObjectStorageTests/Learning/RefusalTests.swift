import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct RefusalTests {
    private static let skewed = "RequestTimeTooSkewed"

    private func date(_ bucket: Bucket) async throws -> String? {
        try await bucket.put(.video(), length: 1).request.headers["x-amz-date"]
    }

    /// What a refusal of an upload means that was signed a moment before.
    private func failure(_ bucket: Bucket, _ response: HTTPResponse, key: String = "k.mp4") async throws -> Failure {
        let digests = bucket.digests()
        _ = try await bucket.put(.video(key), length: 1, digests: digests)
        return await bucket.failure(of: response, key: key, digests: digests)
    }

    @Test("a clock that differs is learnt from the refusal, for uploads and signed links, on either side")
    func clock() async throws {
        let bucket = try Bucket.fixture()
        #expect(try await date(bucket) == "20231114T221320Z")
        let ahead = HTTPResponse.refusal(403, Self.skewed, headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"])
        let first = try await failure(bucket, ahead)
        #expect(first.code == "storage.clock")
        #expect(first.disposition == .retry(after: .zero))
        #expect(try await date(bucket) == "20231115T010000Z")
        #expect(try await bucket.presignedURL(of: "k", seconds: 60).contains("X-Amz-Date=20231115T010000Z"))
        _ = try await failure(
            bucket, .refusal(403, Self.skewed, headers: ["Date": "Tue, 14 Nov 2023 21:00:00 GMT"]))
        #expect(try await date(bucket) == "20231114T210000Z")
    }

    @Test("a clock that was learnt already is no reason to try at once")
    func clockAgain() async throws {
        let bucket = try Bucket.fixture()
        let ahead = HTTPResponse.refusal(403, Self.skewed, headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"])
        _ = try await failure(bucket, ahead)
        let second = try await failure(bucket, ahead)
        #expect(second.code == "storage.clock")
        #expect(second.disposition == .retry())
    }

    @Test("what is learnt is the difference: time goes on from there")
    func clockGoesOn() async throws {
        let clock = Recorder<Int64>()
        clock.add(Bucket.testTime)
        let bucket = try Bucket.fixture { clock.values.last ?? 0 }
        _ = try await failure(bucket, .refusal(403, Self.skewed, headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"]))
        clock.add(Bucket.testTime + 90)
        #expect(try await date(bucket) == "20231115T010130Z")
    }

    @Test("the clock is learnt in OSS's own dialect as well")
    func clockOfOSS() async throws {
        let bucket = try Bucket.oss()
        let refused = HTTPResponse.refusal(
            403, Self.skewed, children: "<EC>0002-00000504</EC>", headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"])
        let failure = try await failure(bucket, refused)
        #expect(failure.disposition == .retry(after: .zero))
        #expect(failure.message.contains("[EC 0002-00000504]"))
        #expect(try await bucket.put(.video(), length: 1).request.headers["x-oss-date"] == "20231115T010000Z")
    }

    @Test(
        "no other reply moves the clock",
        arguments: [
            HTTPResponse.refusal(403, "AccessDenied", headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"]),
            .text(403, headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"]),
            .refusal(403, "RequestTimeTooSkewed"),
            .refusal(403, "RequestTimeTooSkewed", headers: ["Date": "yesterday"]),
            .refusal(403, "RequestTimeTooSkewed", headers: ["Date": "Wed, 15 Nov 2023 9223372036854775807:00:00 GMT"]),
        ])
    func clockKept(response: HTTPResponse) async throws {
        let bucket = try Bucket.fixture()
        _ = try await failure(bucket, response)
        #expect(try await date(bucket) == "20231114T221320Z")
    }

    @Test("a refusal names bucket, key and what the server said")
    func named() async throws {
        let failure = try await failure(Bucket.fixture(), .refusal(403, "AccessDenied", "not you"), key: "a/b.mp4")
        #expect(failure.message.hasSuffix("s3://videos/a/b.mp4: AccessDenied (HTTP 403): not you"))
    }

    @Test("a connection that failed names the endpoint")
    func connection() throws {
        let failure = try Bucket.fixture().failure(of: TransportError(.notConnected, "refused"))
        #expect(failure.code == "storage.unreachable")
        #expect(failure.message.hasSuffix("https://s3.example: refused"))
    }

    @Test("no failure tells a secret, not even one that the server sent back", arguments: Dialect.allCases)
    func secrets(dialect: Dialect) async throws {
        let bucket =
            dialect == .s3 ? try Bucket.fixture(token: Bucket.testToken) : try Bucket.oss(token: Bucket.testToken)
        let echo = [
            "StringToSign", "CanonicalRequest", "SignatureProvided", "Token-0", "StringToSignBytes", "HostId",
            "Resource", "OSSAccessKeyId",
        ].map { "<\($0)>\(Bucket.testToken) \(Bucket.testSecret)</\($0)>" }.joined()
        let codes = [
            "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "AccessDenied", "RequestTimeTooSkewed", "Unheard",
        ]
        for code in codes {
            let headers: HTTPHeaders = ["Location": "https://s3.example/?X-Amz-Security-Token=\(Bucket.testToken)"]
            let failure = try await failure(bucket, .refusal(403, code, children: echo, headers: headers))
            #expect(!"\(failure) \(failure.message) \(failure.remedy ?? "")".contains("hush-hush"))
        }
    }
}
