import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct RefusalTests {
    private static let object = ObjectUpload(key: "k", contentType: "video/mp4")
    private static let skewed = "RequestTimeTooSkewed"

    private func date(_ bucket: S3Bucket) -> String? {
        bucket.upload(Self.object, length: 1).request.headers["x-amz-date"]
    }

    @Test("a clock that differs is learnt from the refusal, for uploads and signed links, on either side")
    func clock() throws {
        let bucket = try S3Bucket.fixture()
        #expect(date(bucket) == "20231114T221320Z")
        let ahead = HTTPResponse.refusal(403, Self.skewed, headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"])
        let failure = bucket.failure(of: ahead, key: "k")
        #expect(failure.code == "storage.clock")
        #expect(failure.disposition == .retry())
        #expect(date(bucket) == "20231115T010000Z")
        #expect(try bucket.presignedURL(of: "k", seconds: 60).contains("X-Amz-Date=20231115T010000Z"))
        _ = bucket.failure(of: .refusal(403, Self.skewed, headers: ["Date": "Tue, 14 Nov 2023 21:00:00 GMT"]), key: "k")
        #expect(date(bucket) == "20231114T210000Z")
    }

    @Test("what is learnt is the difference: time goes on from there")
    func clockGoesOn() throws {
        let clock = Recorder<Int64>()
        clock.add(S3Bucket.testTime)
        let bucket = try S3Bucket.fixture { clock.values.last ?? 0 }
        _ = bucket.failure(of: .refusal(403, Self.skewed, headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"]), key: "k")
        clock.add(S3Bucket.testTime + 90)
        #expect(date(bucket) == "20231115T010130Z")
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
    func clockKept(response: HTTPResponse) throws {
        let bucket = try S3Bucket.fixture()
        _ = bucket.failure(of: response, key: "k")
        #expect(date(bucket) == "20231114T221320Z")
    }

    @Test("a refusal names bucket, key and what the server said")
    func named() throws {
        let failure = try S3Bucket.fixture().failure(of: .refusal(403, "AccessDenied", "not you"), key: "a/b.mp4")
        #expect(failure.message.hasSuffix("s3://videos/a/b.mp4: AccessDenied (HTTP 403): not you"))
    }

    @Test("a connection that failed names the endpoint")
    func connection() throws {
        let failure = try S3Bucket.fixture().failure(of: TransportError(.notConnected, "refused"))
        #expect(failure.code == "storage.unreachable")
        #expect(failure.message.hasSuffix("https://s3.example: refused"))
    }

    @Test("no failure tells a secret, not even one that the server sent back")
    func secrets() throws {
        let bucket = try S3Bucket.fixture(token: S3Bucket.testToken)
        let echo = [
            "StringToSign", "CanonicalRequest", "SignatureProvided", "Token-0", "StringToSignBytes", "HostId",
            "Resource",
        ].map { "<\($0)>\(S3Bucket.testToken) \(S3Bucket.testSecret)</\($0)>" }.joined()
        let codes = [
            "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "AccessDenied", "RequestTimeTooSkewed", "Unheard",
        ]
        for code in codes {
            let headers: HTTPHeaders = ["Location": "https://s3.example/?X-Amz-Security-Token=\(S3Bucket.testToken)"]
            let failure = bucket.failure(of: .refusal(403, code, children: echo, headers: headers), key: "k")
            #expect(!"\(failure) \(failure.message) \(failure.remedy ?? "")".contains("hush-hush"))
        }
    }
}
