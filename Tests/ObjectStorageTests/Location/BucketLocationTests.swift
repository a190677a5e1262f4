import Failures
import Testing

@testable import ObjectStorage

@Suite struct BucketLocationTests {
    /// Settings, and the URL of the key `k` they lead to.
    struct Case: Sendable {
        var endpoint: String?
        var region: String?
        var profile: String?
        var addressing: Addressing?
        var bucket = "videos"
        var url: String
        var scope: String
        var recognised: String
    }

    private static let recognised = [
        Case(
            region: "eu-central-1", url: "https://videos.s3.eu-central-1.amazonaws.com/k", scope: "eu-central-1",
            recognised: "aws"),
        Case(
            endpoint: "https://s3.us-west-2.amazonaws.com", url: "https://videos.s3.us-west-2.amazonaws.com/k",
            scope: "us-west-2", recognised: "aws"),
        Case(
            endpoint: "https://s3.amazonaws.com", url: "https://videos.s3.amazonaws.com/k", scope: "us-east-1",
            recognised: "aws"),
        Case(
            endpoint: "HTTPS://S3.US-West-2.AmazonAWS.com:443/", url: "https://videos.s3.us-west-2.amazonaws.com/k",
            scope: "us-west-2", recognised: "aws"),
        Case(
            endpoint: "https://oss-cn-hangzhou-internal.aliyuncs.com",
            url: "https://videos.oss-cn-hangzhou-internal.aliyuncs.com/k", scope: "cn-hangzhou", recognised: "oss"),
        Case(
            endpoint: "https://s3.oss-ap-southeast-1.aliyuncs.com",
            url: "https://videos.s3.oss-ap-southeast-1.aliyuncs.com/k", scope: "ap-southeast-1", recognised: "oss"),
        Case(
            endpoint: "https://oss-accelerate.aliyuncs.com", region: "cn-beijing",
            url: "https://videos.oss-accelerate.aliyuncs.com/k", scope: "cn-beijing", recognised: "oss"),
        Case(
            endpoint: "https://acc.eu.r2.cloudflarestorage.com",
            url: "https://acc.eu.r2.cloudflarestorage.com/videos/k", scope: "auto", recognised: "r2"),
        Case(
            endpoint: "https://s3.us-west-004.backblazeb2.com",
            url: "https://s3.us-west-004.backblazeb2.com/videos/k", scope: "us-west-004", recognised: "b2"),
        Case(
            endpoint: "https://storage.googleapis.com", url: "https://storage.googleapis.com/videos/k", scope: "auto",
            recognised: "gcs"),
        Case(
            endpoint: "https://nyc3.digitaloceanspaces.com", url: "https://videos.nyc3.digitaloceanspaces.com/k",
            scope: "nyc3", recognised: "spaces"),
    ]

    private static let unrecognised = [
        Case(
            endpoint: "https://minio.example:9000", url: "https://minio.example:9000/videos/k", scope: "us-east-1",
            recognised: "generic"),
        Case(
            endpoint: "https://minio.example:443", url: "https://minio.example/videos/k", scope: "us-east-1",
            recognised: "generic"),
        Case(
            endpoint: "http://minio.example:80", url: "http://minio.example/videos/k", scope: "us-east-1",
            recognised: "generic"),
        Case(
            endpoint: "http://minio.example:443", url: "http://minio.example:443/videos/k", scope: "us-east-1",
            recognised: "generic"),
        Case(
            endpoint: "https://minio.example:80", url: "https://minio.example:80/videos/k", scope: "us-east-1",
            recognised: "generic"),
        Case(
            endpoint: "http://127.0.0.1:8333", url: "http://127.0.0.1:8333/videos/k", scope: "us-east-1",
            recognised: "generic"),
        Case(
            endpoint: "http://[::1]:8333", url: "http://[::1]:8333/videos/k", scope: "us-east-1", recognised: "generic"),
        Case(
            endpoint: "https://[2001:DB8::1]", url: "https://[2001:db8::1]/videos/k", scope: "us-east-1",
            recognised: "generic"),
        Case(
            endpoint: "https://s3.eu.amazonaws.com.evil.example",
            url: "https://s3.eu.amazonaws.com.evil.example/videos/k", scope: "us-east-1", recognised: "generic"),
    ]

    private static let explicit = [
        Case(
            endpoint: "https://s3.eu-central-1.amazonaws.com", region: "eu-west-1",
            url: "https://videos.s3.eu-central-1.amazonaws.com/k", scope: "eu-west-1", recognised: "aws"),
        Case(
            endpoint: "https://s3.eu-central-1.amazonaws.com", profile: "minio",
            url: "https://s3.eu-central-1.amazonaws.com/videos/k", scope: "eu-central-1", recognised: "minio"),
        Case(
            endpoint: "https://s3.eu-central-1.amazonaws.com", addressing: .path,
            url: "https://s3.eu-central-1.amazonaws.com/videos/k", scope: "eu-central-1", recognised: "aws"),
        Case(
            endpoint: "https://garage.example", profile: "garage", url: "https://garage.example/videos/k",
            scope: "garage", recognised: "garage"),
        Case(
            endpoint: "https://minio.example:9000", addressing: .virtual,
            url: "https://videos.minio.example:9000/k", scope: "us-east-1", recognised: "generic"),
        Case(
            endpoint: "https://media.example", region: "cn-shanghai", profile: "oss", addressing: .cname,
            url: "https://media.example/k", scope: "cn-shanghai", recognised: "oss"),
        Case(
            endpoint: "https://media.example:8443", addressing: .cname, url: "https://media.example:8443/k",
            scope: "us-east-1", recognised: "generic"),
        Case(
            endpoint: "http://[::1]:8333", addressing: .cname, url: "http://[::1]:8333/k", scope: "us-east-1",
            recognised: "generic"),
        Case(
            endpoint: "https://minio.example", profile: "nobody", url: "https://minio.example/videos/k",
            scope: "us-east-1", recognised: "generic"),
    ]

    private static let pathAfterAll = [
        Case(
            region: "eu-central-1", bucket: "media.example.com",
            url: "https://s3.eu-central-1.amazonaws.com/media.example.com/k", scope: "eu-central-1", recognised: "aws"),
        Case(
            endpoint: "http://s3.eu-central-1.amazonaws.com", bucket: "media.example.com",
            url: "http://media.example.com.s3.eu-central-1.amazonaws.com/k", scope: "eu-central-1", recognised: "aws"),
        Case(
            region: "eu-central-1", addressing: .virtual, bucket: "media.example.com",
            url: "https://media.example.com.s3.eu-central-1.amazonaws.com/k", scope: "eu-central-1", recognised: "aws"),
        Case(
            endpoint: "http://127.0.0.1:9000", profile: "aws", url: "http://127.0.0.1:9000/videos/k",
            scope: "us-east-1", recognised: "aws"),
        Case(
            endpoint: "http://[fd00::1]:9000", profile: "oss", url: "http://[fd00::1]:9000/videos/k",
            scope: "cn-hangzhou", recognised: "oss"),
        Case(
            endpoint: "http://localhost:9000", profile: "aws", url: "http://localhost:9000/videos/k",
            scope: "us-east-1", recognised: "aws"),
        Case(
            endpoint: "http://localhost.example", profile: "aws", url: "http://videos.localhost.example/k",
            scope: "us-east-1", recognised: "aws"),
    ]

    private func check(_ expected: Case) throws {
        let location = try BucketLocation(
            bucket: expected.bucket, endpoint: expected.endpoint, region: expected.region, profile: expected.profile,
            addressing: expected.addressing)
        #expect(location.url(of: "k") == expected.url)
        #expect(location.region == expected.scope)
        #expect(location.profile.name == expected.recognised)
        #expect(location.bucket == expected.bucket)
        #expect(location.url(of: "k") == location.origin + location.path(of: "k"))
        #expect(location.origin.hasSuffix("://\(location.host)"))
        #expect(location.endpoint == location.origin)
    }

    @Test("a provider's host gives addressing and region", arguments: recognised)
    func recognisedHosts(expected: Case) throws { try check(expected) }

    @Test(
        "any other host takes the bucket in the path; only a port that is not the scheme's shows",
        arguments: unrecognised)
    func otherHosts(expected: Case) throws { try check(expected) }

    @Test("what is set wins over what the host says", arguments: explicit)
    func explicitSettings(expected: Case) throws { try check(expected) }

    @Test(
        "addresses, localhost and buckets with dots under https take the path, unless told otherwise",
        arguments: pathAfterAll)
    func pathStyle(expected: Case) throws { try check(expected) }

    @Test("without endpoint and region there is no place")
    func noEndpoint() throws {
        let failure = try #require(throws: Failure.self) {
            try BucketLocation(bucket: "videos", endpoint: nil, region: nil, profile: "r2", addressing: nil)
        }
        #expect(failure.code == "config.no-endpoint")
        #expect(failure.disposition == .stop(.configuration))
        #expect(failure.remedy != nil)
    }

    @Test(
        "an endpoint that is no http URL is refused, and not repeated, as it may hold a password",
        arguments: [
            "", "s3.example", "ftp://s3.example", "https://", "https://u:hush@s3.example", "https://s3.example:0",
        ])
    func badEndpoint(endpoint: String) throws {
        let failure = try #require(throws: Failure.self) {
            try BucketLocation(bucket: "videos", endpoint: endpoint, region: "eu", profile: nil, addressing: nil)
        }
        #expect(failure.code == "config.bad-endpoint")
        #expect(failure.disposition == .stop(.configuration))
        #expect(!failure.description.contains("hush"))
    }
}
