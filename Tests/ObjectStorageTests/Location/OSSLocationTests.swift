import Failures
import Testing

@testable import ObjectStorage

/// Alibaba OSS in its own dialect and through its S3 API (object-storage facts 5.3).
@Suite struct OSSLocationTests {
    /// Settings, and where they lead.
    struct Case: Sendable {
        var dialect = Dialect.oss
        var endpoint: String?
        var region: String?
        var addressing: Addressing?
        var profile: String?
        var url: String
        var scope: String
        /// Where everybody finds it.
        var publicURL: String?
    }

    private static let cases = [
        Case(
            region: "cn-hangzhou", url: "https://videos.oss-cn-hangzhou.aliyuncs.com/k", scope: "cn-hangzhou",
            publicURL: "https://videos.oss-cn-hangzhou.aliyuncs.com/k"),
        Case(
            region: "oss-cn-hangzhou", url: "https://videos.oss-cn-hangzhou.aliyuncs.com/k", scope: "cn-hangzhou",
            publicURL: "https://videos.oss-cn-hangzhou.aliyuncs.com/k"),
        Case(
            endpoint: "https://oss-cn-beijing-internal.aliyuncs.com",
            url: "https://videos.oss-cn-beijing-internal.aliyuncs.com/k", scope: "cn-beijing",
            publicURL: "https://videos.oss-cn-beijing.aliyuncs.com/k"),
        Case(
            endpoint: "https://cn-beijing.oss.aliyuncs.com", url: "https://videos.cn-beijing.oss.aliyuncs.com/k",
            scope: "cn-beijing", publicURL: "https://videos.cn-beijing.oss.aliyuncs.com/k"),
        Case(
            endpoint: "https://oss-accelerate.aliyuncs.com", region: "cn-beijing",
            url: "https://videos.oss-accelerate.aliyuncs.com/k", scope: "cn-beijing",
            publicURL: "https://videos.oss-accelerate.aliyuncs.com/k"),
        Case(
            endpoint: "https://media.example.com", region: "cn-shanghai", addressing: .cname,
            url: "https://media.example.com/k", scope: "cn-shanghai", publicURL: "https://media.example.com/k"),
        Case(
            endpoint: "https://oss-cn-private-internal.cloud.example",
            url: "https://videos.oss-cn-private-internal.cloud.example/k", scope: "cn-private",
            publicURL: "https://videos.oss-cn-private-internal.cloud.example/k"),
        Case(
            endpoint: "http://127.0.0.1:9000", region: "cn-hangzhou", url: "http://127.0.0.1:9000/videos/k",
            scope: "cn-hangzhou", publicURL: "http://127.0.0.1:9000/videos/k"),
        Case(
            endpoint: "http://oss.internal.example:9000", region: "cn-hangzhou",
            url: "http://videos.oss.internal.example:9000/k", scope: "cn-hangzhou",
            publicURL: "http://videos.oss.internal.example:9000/k"),
        Case(
            dialect: .s3, region: "oss-cn-hangzhou", profile: "oss",
            url: "https://videos.s3.oss-cn-hangzhou.aliyuncs.com/k", scope: "cn-hangzhou",
            publicURL: "https://videos.oss-cn-hangzhou.aliyuncs.com/k"),
        Case(
            dialect: .s3, endpoint: "https://s3.oss-cn-hangzhou-internal.aliyuncs.com",
            url: "https://videos.s3.oss-cn-hangzhou-internal.aliyuncs.com/k", scope: "cn-hangzhou",
            publicURL: "https://videos.oss-cn-hangzhou.aliyuncs.com/k"),
    ]

    @Test("endpoint and region say where the bucket is, and where everybody finds it", arguments: cases)
    func places(expected: Case) throws {
        let location = try BucketLocation(
            bucket: "videos", endpoint: expected.endpoint, region: expected.region, profile: expected.profile,
            addressing: expected.addressing, dialect: expected.dialect)
        #expect(location.url(of: "k") == expected.url)
        #expect(location.region == expected.scope)
        #expect(location.publicURL(of: "k") == expected.publicURL)
        #expect(location.profile.name == "oss")
        #expect(location.dialect == expected.dialect)
    }

    @Test(
        "what is signed names bucket and key, wherever the bucket stands in the URL",
        arguments: [Addressing.virtual, .path, .cname])
    func resource(addressing: Addressing) throws {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://media.example.com", region: "cn-shanghai", profile: nil,
            addressing: addressing, dialect: .oss)
        #expect(location.resource(of: "a b/视频+.mp4") == "/videos/a%20b/%E8%A7%86%E9%A2%91%2B.mp4")
        #expect(location.resource(of: nil) == "/videos/")
    }

    @Test(
        "an endpoint that does not tell the region wants one",
        arguments: ["https://oss-accelerate.aliyuncs.com", "https://media.example.com", "http://127.0.0.1:9000"])
    func noRegion(endpoint: String) throws {
        let failure = try #require(throws: Failure.self) {
            try BucketLocation(
                bucket: "videos", endpoint: endpoint, region: nil, profile: nil, addressing: .cname, dialect: .oss)
        }
        #expect(failure.code == "config.no-region")
        #expect(failure.disposition == .stop(.configuration))
        #expect(failure.remedy != nil)
    }

    @Test("without endpoint and region there is no place")
    func nowhere() throws {
        let failure = try #require(throws: Failure.self) {
            try BucketLocation(
                bucket: "videos", endpoint: nil, region: nil, profile: nil, addressing: nil, dialect: .oss)
        }
        #expect(failure.code == "config.no-endpoint")
    }
}
