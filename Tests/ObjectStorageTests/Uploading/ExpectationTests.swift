import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

/// `Expect: 100-continue` (object-storage facts 1.7).
@Suite struct ExpectationTests {
    private static let reply = HTTPResponseHead(status: 200)

    private func expects(_ bucket: Bucket) async throws -> Bool {
        try await bucket.put(.video(), length: 1).expectsContinue
    }

    @Test(
        "an upload asks first where the provider is known to answer",
        arguments: [
            ("aws", true), ("minio", true), ("seaweedfs", true), ("r2", false), ("generic", false), ("oss", false),
        ])
    func profiles(profile: String, isAsked: Bool) async throws {
        #expect(try await expects(Bucket.fixture(profile: profile)) == isAsked)
    }

    @Test("parts ask as well, and framed bodies")
    func parts() async throws {
        for payloadSigning in PayloadSigning.allCases {
            let bucket = try Bucket.fixture(profile: "aws", payloadSigning: payloadSigning)
            let upload = MultipartUpload(key: "k", id: "u", token: nil)
            #expect(try await bucket.part(1, of: upload, length: 1, digests: bucket.digests()).expectsContinue)
        }
    }

    @Test("nobody asks any more once the endpoint took an upload", arguments: [ContinueAnswer.answered, .notAsked])
    func accepted(answer: ContinueAnswer) async throws {
        let bucket = try Bucket.fixture(profile: "aws")
        await bucket.accepted(Self.reply, continueAnswer: answer)
        #expect(try await !expects(bucket))
    }

    @Test("a refusal does not end the asking, as the next one may be refused as well")
    func refused() async throws {
        let bucket = try Bucket.fixture(profile: "aws")
        let digests = bucket.digests()
        _ = try await bucket.put(.video(), length: 1, digests: digests)
        _ = await bucket.failure(of: .refusal(403, "AccessDenied"), key: "k", digests: digests)
        #expect(try await expects(bucket))
    }

    @Test("a server that does not take the question is not asked again, and the upload repeated at once")
    func expectationFailed() async throws {
        let bucket = try Bucket.fixture(profile: "aws")
        let digests = bucket.digests()
        _ = try await bucket.put(.video(), length: 1, digests: digests)
        let failure = await bucket.failure(of: .text(417), key: "k", digests: digests)
        #expect(failure.disposition == .retry(after: .zero))
        #expect(try await !expects(bucket))
    }

    @Test(
        "another endpoint is asked again, unless the question was ignored before",
        arguments: [
            (ContinueAnswer.answered, true), (.ignored, false),
        ])
    func moved(answer: ContinueAnswer, isAsked: Bool) async throws {
        let http = ScriptedHTTP([
            .refusal(400, "AuthorizationHeaderMalformed", children: "<Region>eu-west-1</Region>"), .reply(204),
        ])
        let bucket = try Bucket.fixture(profile: "aws", http: http)
        await bucket.accepted(Self.reply, continueAnswer: answer)
        try await bucket.delete("k")
        #expect(try await expects(bucket) == isAsked)
    }
}
