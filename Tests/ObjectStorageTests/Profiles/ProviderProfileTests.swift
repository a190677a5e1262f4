import Testing

@testable import ObjectStorage

@Suite struct ProviderProfileTests {
    @Test(
        "an endpoint's host tells the provider and the region",
        arguments: [
            ("s3.eu-central-1.amazonaws.com", "aws", "eu-central-1"),
            ("s3.us-gov-west-1.amazonaws.com", "aws", "us-gov-west-1"),
            ("s3.dualstack.ap-southeast-1.amazonaws.com", "aws", "ap-southeast-1"),
            ("s3.amazonaws.com", "aws", nil),
            ("oss-cn-hangzhou.aliyuncs.com", "oss", "cn-hangzhou"),
            ("oss-cn-hangzhou-internal.aliyuncs.com", "oss", "cn-hangzhou"),
            ("s3.oss-ap-southeast-1.aliyuncs.com", "oss", "ap-southeast-1"),
            ("s3.oss-ap-southeast-1-internal.aliyuncs.com", "oss", "ap-southeast-1"),
            ("cn-hangzhou.oss.aliyuncs.com", "oss", "cn-hangzhou"),
            ("oss-accelerate.aliyuncs.com", "oss", nil),
            ("oss-accelerate-overseas.aliyuncs.com", "oss", nil),
            ("s3.oss-accelerate.aliyuncs.com", "oss", nil),
            ("s3.oss-accelerate-overseas.aliyuncs.com", "oss", nil),
            ("0123456789abcdef.r2.cloudflarestorage.com", "r2", nil),
            ("0123456789abcdef.eu.r2.cloudflarestorage.com", "r2", nil),
            ("0123456789abcdef.fedramp.r2.cloudflarestorage.com", "r2", nil),
            ("s3.us-west-004.backblazeb2.com", "b2", "us-west-004"),
            ("storage.googleapis.com", "gcs", nil),
            ("s3.eu-central-2.wasabisys.com", "wasabi", "eu-central-2"),
            ("s3.wasabisys.com", "wasabi", nil),
            ("nyc3.digitaloceanspaces.com", "spaces", "nyc3"),
            ("cos.ap-guangzhou.myqcloud.com", "cos", "ap-guangzhou"),
            ("tos-s3-cn-beijing.volces.com", "tos", "cn-beijing"),
            ("tos-s3-cn-beijing.ivolces.com", "tos", "cn-beijing"),
            ("obs.cn-north-4.myhuaweicloud.com", "obs", "cn-north-4"),
        ] as [(String, String, String?)])
    func recognised(host: String, name: String, region: String?) throws {
        let match = try #require(ProviderProfile.recognise(host: host))
        #expect(match.profile.name == name)
        #expect(match.region == region)
    }

    @Test(
        "a host that only looks like a provider's is nobody's",
        arguments: [
            "s3.eu-central-1.amazonaws.com.evil.example", "evil-s3.eu-central-1.amazonaws.com",
            "evil.s3.eu-central-1.amazonaws.com", "s3.eu.central.1.amazonaws.com", "s3..amazonaws.com",
            "s3.eu-central-1.amazonaws.com.", ".s3.amazonaws.com", "s3.eu-central-1.amazonaws.community",
            "s3.eu-central-1.amazonaws-com.example", "s3xamazonaws.com", "amazonaws.com", "s3.amazonaws",
            "bucket.oss-cn-hangzhou.aliyuncs.com", "oss-.aliyuncs.com", "oss-cn-hangzhou.aliyuncs.com.cn",
            "oss.aliyuncs.com", "xoss-cn-hangzhou.aliyuncs.com", "r2.cloudflarestorage.com",
            "a.apac.r2.cloudflarestorage.com", "a.b.eu.r2.cloudflarestorage.com", ".r2.cloudflarestorage.com",
            "s3.backblazeb2.com", "f004.backblazeb2.com", "storage.googleapis.com.evil.example",
            "bucket.storage.googleapis.com", "xstorage.googleapis.com", "s3.eu-central-2.wasabisys.com.evil.example",
            "bucket.nyc3.digitaloceanspaces.com", "nyc3.cdn.digitaloceanspaces.com", "digitaloceanspaces.com",
            "bucket-1250000000.cos.ap-guangzhou.myqcloud.com", "cos-ap-guangzhou.myqcloud.com",
            "tos-cn-beijing.volces.com", "tos-s3-.volces.com", "obs.myhuaweicloud.com", "localhost", "127.0.0.1", "::1",
            "minio.example", "s3.example", "", ".",
        ])
    func lookalikes(host: String) {
        #expect(ProviderProfile.recognise(host: host) == nil)
    }

    @Test("every profile of the settings exists under its name, and the last serves the rest")
    func names() {
        let names = [
            "aws", "oss", "r2", "b2", "gcs", "minio", "ceph", "seaweedfs", "garage", "wasabi", "spaces", "cos", "tos",
            "obs", "generic",
        ]
        #expect(Set(ProviderProfile.names) == Set(names))
        #expect(ProviderProfile.names.count == names.count)
        #expect(ProviderProfile.table.last?.name == "generic")
        for name in names { #expect(ProviderProfile.named(name)?.name == name) }
        for name in ["", "auto", "AWS", "s3"] { #expect(ProviderProfile.named(name) == nil) }
    }

    @Test(
        "addressing and default region are each provider's own",
        arguments: [
            ("aws", Addressing.virtual, "us-east-1"), ("oss", .virtual, "cn-hangzhou"), ("r2", .path, "auto"),
            ("b2", .path, "us-west-004"), ("gcs", .path, "auto"), ("minio", .path, "us-east-1"),
            ("ceph", .path, "us-east-1"), ("seaweedfs", .path, "us-east-1"), ("garage", .path, "garage"),
            ("wasabi", .path, "us-east-1"), ("spaces", .virtual, "us-east-1"), ("cos", .virtual, "ap-guangzhou"),
            ("tos", .virtual, "cn-beijing"), ("obs", .virtual, "cn-north-4"), ("generic", .path, "us-east-1"),
        ])
    func particulars(name: String, addressing: Addressing, region: String) throws {
        let profile = try #require(ProviderProfile.named(name))
        #expect(profile.addressing == addressing)
        #expect(profile.region == region)
    }

    @Test("an ETag counts as MD5 only where that is known")
    func etags() {
        let without = ProviderProfile.table.filter { $0.singleETag != .md5 }.map(\.name).sorted()
        #expect(without == ["cos", "garage", "gcs", "generic", "obs", "tos"])
    }
}
