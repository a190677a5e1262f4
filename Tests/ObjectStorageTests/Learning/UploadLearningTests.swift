import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

/// What uploads learn that somebody else sends: the next attempt is signed with it.
@Suite struct UploadLearningTests {
    private static func wrongRegion(_ region: String) -> HTTPResponse {
        .refusal(400, "AuthorizationHeaderMalformed", children: "<Region>\(region)</Region>")
    }

    private struct Attempt {
        var digests: BodyDigests
        var url: String
    }

    private func attempt(_ bucket: Bucket, key: String = "k") async throws -> Attempt {
        let digests = bucket.digests()
        let upload = try await bucket.put(.video(key), length: 1, digests: digests)
        return Attempt(digests: digests, url: upload.request.url)
    }

    @Test("a region that was learnt meanwhile is worth one more attempt, for everybody who was refused")
    func together() async throws {
        let bucket = try Bucket.fixture(endpoint: "https://s3.us-east-1.amazonaws.com")
        var attempts: [Attempt] = []
        for number in 0..<3 { attempts.append(try await attempt(bucket, key: "k\(number)")) }
        for old in attempts {
            let failure = await bucket.failure(of: Self.wrongRegion("eu-west-1"), key: "k", digests: old.digests)
            #expect(failure.disposition == .retry(after: .zero))
        }
        let next = try await attempt(bucket)
        #expect(next.url == "https://videos.s3.eu-west-1.amazonaws.com/k")
        let failure = await bucket.failure(of: Self.wrongRegion("us-east-1"), key: "k", digests: next.digests)
        #expect(failure.disposition == .stop(.configuration))
    }

    @Test("a detour is for the next upload of that key, and that one only")
    func detour() async throws {
        let bucket = try Bucket.fixture(endpoint: "https://s3.amazonaws.com")
        let first = try await attempt(bucket)
        let refusal = HTTPResponse.refusal(
            307, "TemporaryRedirect", headers: ["Location": "https://videos.s3-eu-west-1.amazonaws.com/k"])
        #expect(
            await bucket.failure(of: refusal, key: "k", digests: first.digests).disposition == .retry(after: .zero))
        #expect(try await attempt(bucket, key: "other").url == "https://videos.s3.amazonaws.com/other")
        let second = try await attempt(bucket)
        #expect(second.url == "https://videos.s3-eu-west-1.amazonaws.com/k")
        #expect(try await attempt(bucket).url == "https://videos.s3.amazonaws.com/k")
        #expect(await bucket.failure(of: refusal, key: "k", digests: second.digests).disposition == .retry())
    }

    @Test("credentials that were refused are told to their source with the upload that used them")
    func credentials() async throws {
        let source = CredentialScript("OLD", "NEW")
        let bucket = try Bucket.fixture(credentials: source)
        let first = try await attempt(bucket)
        let second = try await attempt(bucket)
        for old in [first, second] {
            let failure = await bucket.failure(of: .refusal(400, "ExpiredToken"), key: "k", digests: old.digests)
            #expect(failure.code == "storage.expired-token")
        }
        #expect(source.refused == ["OLD", "OLD"])
        let third = try await attempt(bucket)
        let failure = await bucket.failure(of: .refusal(400, "ExpiredToken"), key: "k", digests: third.digests)
        #expect(failure.disposition == .stop(.credentials))
    }

    @Test("a refusal of an upload nobody signed teaches nothing")
    func unsigned() async throws {
        let bucket = try Bucket.fixture(endpoint: "https://s3.us-east-1.amazonaws.com")
        let failure = await bucket.failure(of: Self.wrongRegion("eu-west-1"), key: "k", digests: bucket.digests())
        #expect(failure.disposition == .stop(.configuration))
        #expect(bucket.location.region == "us-east-1")
    }

    @Test("an idle upload that the storage gave up is sent again")
    func idle() async throws {
        let bucket = try Bucket.fixture()
        let upload = try await attempt(bucket)
        let failure = await bucket.failure(of: .refusal(400, "RequestTimeout"), key: "k", digests: upload.digests)
        #expect(failure.disposition == .retry())
    }
}
