import Failures
import Glibc
import HTTPTransport
import Redaction
import RequestSigning
import TestServers
import Testing

@testable import ObjectStorage

/// What servers teach: the clock, regions, endpoints and credentials, by servers that judge with the official signers.
@Suite(.timeLimit(.minutes(4))) struct TaughtByServerTests {
    private func bucket(
        _ endpoint: String, region: String, dialect: Dialect, credentials: (any SigningCredentialSource)? = nil,
        bucket: String = "videos", profile: String? = nil, clockError: Int64 = 0, retries: Int = 0
    ) throws -> Bucket {
        let location = try BucketLocation(
            bucket: bucket, endpoint: endpoint, region: region, profile: profile,
            addressing: dialect == .s3 ? .path : nil, dialect: dialect)
        let administrator = SigningCredentials(
            accessKeyID: S3Identity.administrator.accessKeyID,
            secretAccessKey: Secret(S3Identity.administrator.secretAccessKey))
        return Bucket(
            location: location, credentials: credentials ?? FixedCredentials(administrator), http: try HTTPClient(),
            retries: retries, backoff: { _ in .milliseconds(1) }, now: { Int64(time(nil)) + clockError })
    }

    /// Writes, asks and reads, alone and in a part.
    private func useAll(_ bucket: Bucket) async throws {
        _ = try await bucket.write(.video("k.mp4", token: "t"), [1, 2, 3])
        #expect(try await bucket.head("k.mp4")?.size == 3)
        #expect(try await bucket.read("k.mp4", range: nil, limit: 10).body == [1, 2, 3])
        let upload = try await bucket.beginMultipart(.video("m.mp4", token: "t"))
        let part = try await bucket.write(part: 1, of: upload, [4, 5])
        let digests = bucket.digests()
        digests.update([4, 5])
        _ = try await bucket.complete(
            upload, object: .video("m.mp4", token: "t"), parts: [part], size: 2, crc64: digests.crc64)
    }

    @Test("a wrong region is learnt from S3's refusal")
    func region() async throws {
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"])
        let bucket = try bucket(server.endpoint, region: "elsewhere", dialect: .s3, profile: "aws")
        try await useAll(bucket)
        #expect(bucket.location.region == server.region)
        let refused = try await server.control.report().requests.filter { $0.code == "AuthorizationHeaderMalformed" }
        #expect(refused.count == 1)
        try await server.stop()
    }

    @Test("a HEAD learns the region as well, though it has no body")
    func regionByHead() async throws {
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"])
        let bucket = try bucket(server.endpoint, region: "elsewhere", dialect: .s3, profile: "aws")
        #expect(try await bucket.head("nothing") == nil)
        #expect(bucket.location.region == server.region)
        try await server.stop()
    }

    @Test("a bucket of another region is followed there")
    func permanentRedirect() async throws {
        var settings = ServerSettings()
        settings.buckets = ["faraway": BucketSettings(region: "elsewhere")]
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"], settings: settings)
        let bucket = try bucket(
            server.endpoint(inRegion: "us-test-1"), region: "us-test-1", dialect: .s3, bucket: "faraway",
            profile: "aws")
        try await useAll(bucket)
        #expect(bucket.location.endpoint.contains("s3.elsewhere.localhost"))
        #expect(bucket.location.region == "elsewhere")
        let moved = try await server.control.report().requests.filter { $0.code == "PermanentRedirect" }
        #expect(moved.count == 1)
        try await server.stop()
    }

    @Test("a fresh bucket is followed for each request, and no further")
    func temporaryRedirect() async throws {
        var settings = ServerSettings()
        settings.habits = S3Habits()
        settings.habits?.freshBuckets = ["videos": "s3.us-test-1.localhost"]
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"], settings: settings)
        let bucket = try bucket(server.endpoint, region: server.region, dialect: .s3, profile: "aws")
        _ = try await bucket.write(.video("k.mp4"), [1])
        _ = try await bucket.write(.video("k.mp4"), [1])
        #expect(bucket.location.endpoint == server.endpoint)
        let statuses = try await server.control.report().requests("PutObject").map(\.status)
        #expect(statuses == [307, 200, 307, 200])
        try await server.stop()
    }

    @Test("OSS's own endpoint is learnt from its refusal")
    func endpointOfOSS() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let bucket = try bucket(
            server.endpoint(inRegion: "cn-other"), region: "cn-other", dialect: .oss)
        try await useAll(bucket)
        #expect(bucket.location.endpoint == server.url(of: "videos"))
        #expect(bucket.location.region == server.region)
        let refused = try await server.control.report().requests.filter { $0.code == "AccessDenied" }
        #expect(refused.count == 1)
        try await server.stop()
    }

    @Test("an endpoint inside OSS's network and a domain of one's own work as the public one")
    func otherEndpoints() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        try await useAll(try bucket(server.internalEndpoint, region: server.region, dialect: .oss))
        let location = try BucketLocation(
            bucket: "videos", endpoint: server.cnameURL(of: "videos"), region: server.region, profile: nil,
            addressing: .cname, dialect: .oss)
        let administrator = SigningCredentials(
            accessKeyID: server.administrator.accessKeyID,
            secretAccessKey: Secret(server.administrator.secretAccessKey))
        let bucket = Bucket(
            location: location, credentials: FixedCredentials(administrator), http: try HTTPClient(), retries: 0,
            backoff: { _ in .zero }, now: { Int64(time(nil)) })
        try await useAll(bucket)
        let link = try await bucket.presignedURL(of: "k.mp4", seconds: 60)
        #expect(try await HTTPClient().exchange(HTTPRequest("GET", link)).body == [1, 2, 3])
        try await server.stop()
    }

    @Test("a clock that is off is corrected, in both dialects", arguments: Dialect.allCases, [-7200, 7200] as [Int64])
    func clock(dialect: Dialect, error: Int64) async throws {
        let (server, region): (any StorageServer, String)
        switch dialect {
        case .s3:
            let strict = try await StrictS3Server.start(.minio, buckets: ["videos"])
            (server, region) = (strict, strict.region)
        case .oss:
            let oss = try await OSSServer.start(buckets: ["videos"])
            (server, region) = (oss, oss.region)
        }
        let bucket = try bucket(
            server.endpoint, region: region, dialect: dialect, profile: dialect == .s3 ? "minio" : nil,
            clockError: error)
        #expect(try await bucket.head("nothing") == nil)
        try await useAll(bucket)
        let link = try await bucket.presignedURL(of: "k.mp4", seconds: 60)
        #expect(try await HTTPClient().exchange(HTTPRequest("GET", link)).head.status == 200)
        try await server.stop()
    }

    @Test("temporary keys work, and others take their place when they are refused", arguments: Dialect.allCases)
    func temporaryKeys(dialect: Dialect) async throws {
        let server: any StorageServer =
            dialect == .s3
            ? try await StrictS3Server.start(.aws, buckets: ["videos"])
            : try await OSSServer.start(buckets: ["videos"])
        let temporary = ServerCredential.temporary
        let source = KeyRing([
            SigningCredentials(accessKeyID: "STS.GONE", secretAccessKey: Secret("x"), sessionToken: Secret("y")),
            SigningCredentials(
                accessKeyID: temporary.accessKeyID, secretAccessKey: Secret(temporary.secretAccessKey),
                sessionToken: temporary.securityToken.map { Secret($0) }),
        ])
        let bucket = try bucket(
            server.endpoint, region: server.region, dialect: dialect, credentials: source,
            profile: dialect == .s3 ? "aws" : nil)
        try await useAll(bucket)
        let link = try await bucket.presignedURL(of: "k.mp4", seconds: 60)
        #expect(try await HTTPClient().exchange(HTTPRequest("GET", link)).body == [1, 2, 3])
        try await server.stop()
    }
}
