import Testing

@testable import ObjectStorage

@Suite struct MovedLocationTests {
    private func location(
        _ endpoint: String, dialect: Dialect = .s3, region: String? = nil, addressing: Addressing? = nil
    ) throws -> BucketLocation {
        try BucketLocation(
            bucket: "videos", endpoint: endpoint, region: region, profile: nil, addressing: addressing,
            dialect: dialect)
    }

    @Test(
        "another region changes the scope, and the host where that names the region",
        arguments: [
            ("https://s3.us-east-1.amazonaws.com", "https://videos.s3.eu-west-1.amazonaws.com"),
            ("https://s3.amazonaws.com", "https://videos.s3.eu-west-1.amazonaws.com"),
            ("https://s3.dualstack.us-east-1.amazonaws.com", "https://videos.s3.dualstack.eu-west-1.amazonaws.com"),
            ("https://s3-accelerate.amazonaws.com", "https://videos.s3-accelerate.amazonaws.com"),
            ("https://s3.wasabisys.com", "https://s3.eu-west-1.wasabisys.com/videos"),
            ("https://minio.example:9000", "https://minio.example:9000/videos"),
            ("http://127.0.0.1:8333", "http://127.0.0.1:8333/videos"),
        ])
    func regions(endpoint: String, base: String) throws {
        let moved = try location(endpoint).moved(toRegion: "eu-west-1")
        #expect(moved.region == "eu-west-1")
        #expect(moved.url(of: "k") == base + "/k")
    }

    @Test("a domain of one's own stays, its scope changes")
    func cname() throws {
        let moved = try location("https://v.example.com", addressing: .cname).moved(toRegion: "eu-west-1")
        #expect(moved.region == "eu-west-1")
        #expect(moved.url(of: "k") == "https://v.example.com/k")
    }

    /// Where we are, where a server sends us, and where that leads.
    private static let destinations: [(dialect: Dialect, from: String, named: String, url: String?, scope: String?)] = [
        (
            .oss, "https://oss-cn-hangzhou.aliyuncs.com", "oss-cn-beijing.aliyuncs.com",
            "https://videos.oss-cn-beijing.aliyuncs.com/k", "cn-beijing"
        ),
        (
            .oss, "https://oss-cn-hangzhou-internal.aliyuncs.com", "oss-cn-beijing.aliyuncs.com",
            "https://videos.oss-cn-beijing.aliyuncs.com/k", "cn-beijing"
        ),
        (
            .s3, "https://s3.oss-cn-hangzhou.aliyuncs.com", "oss-cn-beijing.aliyuncs.com",
            "https://videos.s3.oss-cn-beijing.aliyuncs.com/k", "cn-beijing"
        ),
        (
            .s3, "https://s3.amazonaws.com", "videos.s3.eu-west-1.amazonaws.com",
            "https://videos.s3.eu-west-1.amazonaws.com/k", "eu-west-1"
        ),
        (
            .s3, "https://s3.amazonaws.com", "https://videos.s3-eu-west-1.amazonaws.com",
            "https://videos.s3-eu-west-1.amazonaws.com/k", "us-east-1"
        ),
        (.s3, "http://127.0.0.1:8333", "127.0.0.1:9333", "http://127.0.0.1:9333/videos/k", "us-east-1"),
        (.oss, "https://oss-cn-hangzhou.aliyuncs.com", "oss-cn-beijing.aliyuncs.com.evil.example", nil, nil),
        (.oss, "https://oss-cn-hangzhou.aliyuncs.com", "http://oss-cn-beijing.aliyuncs.com", nil, nil),
        (.s3, "https://s3.amazonaws.com", "evil.example", nil, nil),
        (.s3, "https://s3.amazonaws.com", "amazonaws.com", nil, nil),
        (.s3, "http://127.0.0.1:8333", "10.0.0.1", nil, nil),
        (.s3, "http://10.0.0.1", "169.254.0.1", nil, nil),
        (.s3, "https://s3.amazonaws.com", "user:hush@videos.s3.eu-west-1.amazonaws.com", nil, nil),
        (.s3, "https://s3.amazonaws.com", "", nil, nil),
        (
            .s3, "https://s3.cn-north-1.amazonaws.com.cn", "s3.cn-northwest-1.amazonaws.com.cn",
            "https://videos.s3.cn-northwest-1.amazonaws.com.cn/k", "cn-northwest-1"
        ),
        (.s3, "https://s3.cn-north-1.amazonaws.com.cn", "s3.evil.com.cn", nil, nil),
        (
            .s3, "http://127.0.0.1:8333", "s3.elsewhere.localhost:8333", "http://s3.elsewhere.localhost:8333/videos/k",
            "us-east-1"
        ),
        (
            .oss, "https://oss-cn-a.cloud.example", "oss-cn-b.cloud.example", "https://videos.oss-cn-b.cloud.example/k",
            "cn-b"
        ),
    ]

    @Test("a server sends us elsewhere within its own domain only", arguments: destinations)
    func endpoints(
        place: (dialect: Dialect, from: String, named: String, url: String?, scope: String?)
    ) throws {
        let moved = try location(place.from, dialect: place.dialect).moved(toEndpoint: place.named)
        #expect(moved?.url(of: "k") == place.url)
        #expect(moved?.region == place.scope)
    }

    @Test("nobody is sent away from a domain of the user's own")
    func noMove() throws {
        let location = try location(
            "https://v.example.com", dialect: .oss, region: "cn-hangzhou", addressing: .cname)
        #expect(location.moved(toEndpoint: "w.example.com") == nil)
    }
}
