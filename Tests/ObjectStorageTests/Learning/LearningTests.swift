import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

/// What a refusal teaches, tried at once within the same call (object-storage facts 1.5, 1.6, 4.5).
@Suite struct LearningTests {
    private static let wrongRegion = ScriptedHTTP.Answer.refusal(
        400, "AuthorizationHeaderMalformed", children: "<Region>eu-west-1</Region>")
    private static let done = ScriptedHTTP.Answer.reply(204)

    private func scopes(_ http: ScriptedHTTP) -> [String] {
        http.requests.map { request in
            let scope = request.headers["Authorization"]?.split(separator: "Credential=").last?.prefix { $0 != "," }
            return (scope ?? "").split(separator: "/").dropFirst().prefix(2).joined(separator: "/")
        }
    }

    @Test(
        "a wrong region is learnt from any form in which it is told",
        arguments: [
            wrongRegion,
            .refusal(
                301, "PermanentRedirect", children: "<Endpoint>videos.s3.eu-west-1.amazonaws.com</Endpoint>",
                headers: ["x-amz-bucket-region": "eu-west-1"]),
            .refusal(301, "PermanentRedirect", children: "<Endpoint>videos.s3.eu-west-1.amazonaws.com</Endpoint>"),
            .refusal(400, "IllegalLocationConstraintException", headers: ["x-amz-bucket-region": "eu-west-1"]),
            .reply(301, "", ["x-amz-bucket-region": "eu-west-1"]),
            .reply(400, "", ["x-amz-bucket-region": "eu-west-1"]),
        ])
    func region(refusal: ScriptedHTTP.Answer) async throws {
        let http = ScriptedHTTP([refusal, Self.done, Self.done])
        let bucket = try Bucket.fixture(endpoint: "https://s3.us-west-2.amazonaws.com", http: http)
        try await bucket.delete("k")
        try await bucket.delete("k")
        #expect(
            http.requests.map(\.url) == [
                "https://videos.s3.us-west-2.amazonaws.com/k", "https://videos.s3.eu-west-1.amazonaws.com/k",
                "https://videos.s3.eu-west-1.amazonaws.com/k",
            ])
        #expect(scopes(http) == ["20231114/us-west-2", "20231114/eu-west-1", "20231114/eu-west-1"])
        #expect(bucket.location.region == "eu-west-1")
    }

    @Test("AWS is asked for the region where its refusal does not tell it")
    func askedRegion() async throws {
        let http = ScriptedHTTP([
            .refusal(400, "IllegalLocationConstraintException"),
            .reply(403, "", ["x-amz-bucket-region": "eu-west-1"]), Self.done,
        ])
        try await Bucket.fixture(endpoint: "https://s3.us-west-2.amazonaws.com", http: http).delete("k")
        #expect(http.lines == ["DELETE /k", "HEAD /", "DELETE /k"])
        #expect(http.requests[1].headers["Authorization"] == nil)
        #expect(scopes(http).last == "20231114/eu-west-1")
    }

    @Test("servers at hosts of their own keep the host and change the scope")
    func ownServer() async throws {
        let http = ScriptedHTTP([Self.wrongRegion, Self.done])
        try await Bucket.fixture(profile: "minio", http: http).delete("k")
        #expect(http.requests.map(\.url) == Array(repeating: "https://s3.example/videos/k", count: 2))
        #expect(scopes(http) == ["20231114/us-east-1", "20231114/eu-west-1"])
    }

    @Test("OSS's own endpoint is learnt from AccessDenied")
    func endpointOfOSS() async throws {
        let refusal = ScriptedHTTP.Answer.refusal(
            403, "AccessDenied", children: "<Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint><EC>0003-00001403</EC>")
        let http = ScriptedHTTP([refusal, Self.done, Self.done])
        let bucket = try Bucket.oss(http: http)
        try await bucket.delete("k")
        try await bucket.delete("k")
        #expect(http.requests[1].url == "https://videos.oss-cn-beijing.aliyuncs.com/k")
        #expect(http.requests[2].url == "https://videos.oss-cn-beijing.aliyuncs.com/k")
        #expect(scopes(http) == ["20231114/cn-hangzhou", "20231114/cn-beijing", "20231114/cn-beijing"])
    }

    @Test("a server that sends us back and forth is left after the second word")
    func pingPong() async throws {
        func answer(_ region: String) -> ScriptedHTTP.Answer {
            .refusal(400, "AuthorizationHeaderMalformed", children: "<Region>\(region)</Region>")
        }
        let http = ScriptedHTTP([answer("eu-west-1"), answer("us-east-1"), answer("eu-west-1"), answer("us-east-1")])
        let bucket = try Bucket.fixture(http: http, retries: 5)
        let failure = try await #require(throws: Failure.self) { try await bucket.delete("k") }
        #expect(failure.code == "storage.wrong-region")
        #expect(http.requests.count == 2)
        await #expect(throws: Failure.self) { try await bucket.delete("k") }
        #expect(http.requests.count == 3)
    }

    @Test("a server that always knows another region is not followed for ever")
    func journey() async throws {
        let http = ScriptedHTTP(
            (1...20).map {
                .refusal(400, "AuthorizationHeaderMalformed", children: "<Region>r\($0)</Region>")
            })
        let bucket = try Bucket.fixture(http: http)
        for _ in 0..<10 { await #expect(throws: Failure.self) { try await bucket.delete("k") } }
        #expect(Set(scopes(http)).count == 5)
        #expect(http.requests.count <= 14)
    }

    @Test("a detour is taken for one request only")
    func detour() async throws {
        let refusal = ScriptedHTTP.Answer.refusal(
            307, "TemporaryRedirect", headers: ["Location": "https://videos.s3-eu-west-1.amazonaws.com/k"])
        let http = ScriptedHTTP([refusal, Self.done, Self.done])
        let bucket = try Bucket.fixture(endpoint: "https://s3.amazonaws.com", http: http)
        try await bucket.delete("k")
        try await bucket.delete("k")
        #expect(
            http.requests.map(\.url) == [
                "https://videos.s3.amazonaws.com/k", "https://videos.s3-eu-west-1.amazonaws.com/k",
                "https://videos.s3.amazonaws.com/k",
            ])
    }

    @Test(
        "a detour out of the provider's domain, or from one to the next, is not taken",
        arguments: ["https://evil.example/k", "http://videos.s3-eu-west-1.amazonaws.com/k", "/k"])
    func noDetour(location: String) async throws {
        let refusal = ScriptedHTTP.Answer.refusal(307, "TemporaryRedirect", headers: ["Location": location])
        let http = ScriptedHTTP([refusal, Self.done])
        let bucket = try Bucket.fixture(endpoint: "https://s3.amazonaws.com", http: http)
        let failure = try await #require(throws: Failure.self) { try await bucket.delete("k") }
        #expect(failure.code == "storage.detour")
        #expect(http.requests.count == 1)
    }

    @Test("a detour that leads to a detour ends")
    func detours() async throws {
        func refusal(_ host: String) -> ScriptedHTTP.Answer {
            .refusal(307, "TemporaryRedirect", headers: ["Location": "https://\(host).amazonaws.com/k"])
        }
        let http = ScriptedHTTP([refusal("videos.s3-a"), refusal("videos.s3-b"), Self.done])
        let bucket = try Bucket.fixture(endpoint: "https://s3.amazonaws.com", http: http)
        await #expect(throws: Failure.self) { try await bucket.delete("k") }
        #expect(http.requests.count == 2)
    }

    @Test("the clock is learnt within a call, once", arguments: Dialect.allCases)
    func clock(dialect: Dialect) async throws {
        let refusal = ScriptedHTTP.Answer.refusal(
            403, "RequestTimeTooSkewed", headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"])
        let http = ScriptedHTTP([refusal, Self.done])
        let bucket = dialect == .s3 ? try Bucket.fixture(http: http) : try Bucket.oss(http: http)
        try await bucket.delete("k")
        #expect(http.requests[1].headers["\(dialect.fieldPrefix)date"] == "20231115T010000Z")
        let stubborn = ScriptedHTTP([refusal, refusal, refusal])
        let other = dialect == .s3 ? try Bucket.fixture(http: stubborn) : try Bucket.oss(http: stubborn)
        await #expect(throws: Failure.self) { try await other.delete("k") }
        #expect(stubborn.requests.count == 2)
    }

    @Test(
        "credentials that are refused are told to their source, once, and others tried",
        arguments: [
            "ExpiredToken", "InvalidSecurityToken", "SecurityTokenExpired", "InvalidAccessKeyId", "InvalidToken",
            "AccessKeyIdAndSecurityTokenNotMatch",
        ])
    func credentials(code: String) async throws {
        let source = CredentialScript("OLD", "NEW", "NEWEST")
        let http = ScriptedHTTP([.refusal(403, code), Self.done])
        try await Bucket.fixture(credentials: source, http: http).delete("k")
        #expect(source.refused == ["OLD"])
        #expect(http.requests.map { $0.headers["Authorization"]?.contains("=NEW/") } == [false, true])
        let stubborn = ScriptedHTTP([.refusal(403, code), .refusal(403, code), .refusal(403, code)])
        let bucket = try Bucket.fixture(credentials: CredentialScript("A", "B", "C", "D"), http: stubborn)
        let failure = try await #require(throws: Failure.self) { try await bucket.delete("k") }
        #expect(failure.disposition == .stop(.credentials))
        #expect(stubborn.requests.count == 2)
    }

    @Test("where the source has no others, the refusal stands", arguments: ["ExpiredToken", "InvalidAccessKeyId"])
    func noOtherCredentials(code: String) async throws {
        let http = ScriptedHTTP([.refusal(403, code), Self.done])
        let source = CredentialScript("ONLY")
        let bucket = try Bucket.fixture(credentials: source, http: http)
        await #expect(throws: Failure.self) { try await bucket.delete("k") }
        #expect(source.refused == ["ONLY"])
        #expect(http.requests.count == 1)
    }

    @Test("a wrong secret or a missing right is no matter of other credentials")
    func otherRefusals() async throws {
        for code in ["SignatureDoesNotMatch", "AccessDenied"] {
            let source = CredentialScript("A", "B")
            let http = ScriptedHTTP([.refusal(403, code), Self.done])
            let bucket = try Bucket.fixture(credentials: source, http: http, retries: 3)
            await #expect(throws: Failure.self) { try await bucket.delete("k") }
            #expect(source.refused.isEmpty)
            #expect(http.requests.count == 1)
        }
    }

    @Test("different lessons are learnt one after the other within one call")
    func allLessons() async throws {
        let http = ScriptedHTTP([
            .refusal(403, "RequestTimeTooSkewed", headers: ["Date": "Wed, 15 Nov 2023 01:00:00 GMT"]),
            Self.wrongRegion, .refusal(403, "ExpiredToken"), Self.done,
        ])
        try await Bucket.fixture(credentials: CredentialScript("A", "B"), http: http).delete("k")
        #expect(http.requests.count == 4)
    }

    @Test("credentials that cannot be had are no matter of retries")
    func noCredentials() async throws {
        let bucket = try Bucket.fixture(credentials: CredentialScript(), retries: 5)
        let failure = try await #require(throws: Failure.self) { try await bucket.delete("k") }
        #expect(failure.code == "credentials.none")
    }
}
