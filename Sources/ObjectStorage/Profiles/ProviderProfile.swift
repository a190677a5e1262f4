/// How the bucket's name is placed in a URL.
public enum Addressing: String, Sendable, CaseIterable {
    /// `https://bucket.host/key`
    case virtual
    /// `https://host/bucket/key`
    case path
    /// `https://host/key`: the host itself stands for the bucket.
    case cname
}

/// What is particular about one provider, as data. Sources: object-storage facts, sections 2.4 and 6.1.
public struct ProviderProfile: Sendable, Equatable {
    /// Name in `storage.profile`.
    public let name: String
    /// Endpoint hosts it is recognised by; `{region}` stands for the region, `*` for any label.
    let hosts: [String]
    let addressing: Addressing
    /// Region in the credential scope when neither settings nor host name one.
    let region: String
    /// The ETag of a plain PUT is the MD5 of the body (unless the server encrypts with KMS or customer keys).
    let etagIsMD5: Bool

    private init(_ name: String, _ hosts: [String], _ addressing: Addressing, _ region: String, etagIsMD5: Bool = false)
    {
        self.name = name
        self.hosts = hosts
        self.addressing = addressing
        self.region = region
        self.etagIsMD5 = etagIsMD5
    }

    /// Every provider; the last one serves whatever is not recognised.
    static let all: [ProviderProfile] = [
        ProviderProfile(
            "aws", ["s3.{region}.amazonaws.com", "s3.dualstack.{region}.amazonaws.com", "s3.amazonaws.com"],
            .virtual, "us-east-1", etagIsMD5: true),
        ProviderProfile(
            "oss",
            [
                "oss-accelerate.aliyuncs.com", "oss-accelerate-overseas.aliyuncs.com", "s3.oss-accelerate.aliyuncs.com",
                "s3.oss-accelerate-overseas.aliyuncs.com", "{region}.oss.aliyuncs.com",
                "s3.oss-{region}-internal.aliyuncs.com", "s3.oss-{region}.aliyuncs.com",
                "oss-{region}-internal.aliyuncs.com",
                "oss-{region}.aliyuncs.com",
            ], .virtual, "cn-hangzhou", etagIsMD5: true),
        ProviderProfile(
            "r2",
            ["*.r2.cloudflarestorage.com", "*.eu.r2.cloudflarestorage.com", "*.fedramp.r2.cloudflarestorage.com"],
            .path, "auto", etagIsMD5: true),
        ProviderProfile("b2", ["s3.{region}.backblazeb2.com"], .path, "us-west-004", etagIsMD5: true),
        ProviderProfile("gcs", ["storage.googleapis.com"], .path, "auto"),
        ProviderProfile("minio", [], .path, "us-east-1", etagIsMD5: true),
        ProviderProfile("ceph", [], .path, "us-east-1", etagIsMD5: true),
        ProviderProfile("seaweedfs", [], .path, "us-east-1", etagIsMD5: true),
        ProviderProfile("garage", [], .path, "garage"),
        ProviderProfile(
            "wasabi", ["s3.{region}.wasabisys.com", "s3.wasabisys.com"], .path, "us-east-1", etagIsMD5: true),
        ProviderProfile("spaces", ["{region}.digitaloceanspaces.com"], .virtual, "us-east-1", etagIsMD5: true),
        ProviderProfile("cos", ["cos.{region}.myqcloud.com"], .virtual, "ap-guangzhou"),
        ProviderProfile("tos", ["tos-s3-{region}.volces.com", "tos-s3-{region}.ivolces.com"], .virtual, "cn-beijing"),
        ProviderProfile("obs", ["obs.{region}.myhuaweicloud.com"], .virtual, "cn-north-4"),
        ProviderProfile("generic", [], .path, "us-east-1"),
    ]

    /// Names `storage.profile` takes, besides `auto`.
    public static var names: [String] { all.map(\.name) }

    /// The profile of that name, `nil` if there is none.
    public static func named(_ name: String) -> ProviderProfile? { all.first { $0.name == name } }

    /// The provider an endpoint's host belongs to, and the region the host names.
    static func recognise(host: String) -> (profile: ProviderProfile, region: String?)? {
        for profile in all {
            for pattern in profile.hosts {
                if let match = HostPattern(pattern).match(host) { return (profile, match.region) }
            }
        }
        return nil
    }
}
