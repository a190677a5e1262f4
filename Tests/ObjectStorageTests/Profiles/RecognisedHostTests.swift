import Testing

@testable import ObjectStorage

@Suite("recognising a provider by the endpoint's host")
struct RecognisedHostTests {
    struct Case: Sendable {
        var host: String
        var name: String
        var region: String?
        var publicHost: String?

        init(_ host: String, _ name: String, _ region: String? = nil, publicHost: String? = nil) {
            self.host = host
            self.name = name
            self.region = region
            self.publicHost = publicHost
        }
    }

    private static let amazon = [
        Case("s3.amazonaws.com", "aws"), Case("s3.eu-central-1.amazonaws.com", "aws", "eu-central-1"),
        Case("s3.us-gov-west-1.amazonaws.com", "aws", "us-gov-west-1"),
        Case("s3.dualstack.ap-southeast-1.amazonaws.com", "aws", "ap-southeast-1"),
        Case("s3-fips.us-east-2.amazonaws.com", "aws", "us-east-2"),
        Case("s3-fips.us-gov-east-1.amazonaws.com", "aws", "us-gov-east-1"),
        Case("s3-fips.dualstack.us-west-1.amazonaws.com", "aws", "us-west-1"),
        Case("s3-accelerate.amazonaws.com", "aws"), Case("s3-accelerate.dualstack.amazonaws.com", "aws"),
        Case("s3.cn-north-1.amazonaws.com.cn", "aws", "cn-north-1"),
        Case("s3.dualstack.cn-northwest-1.amazonaws.com.cn", "aws", "cn-northwest-1"),
    ]

    private static let compatibleOSS = [
        Case(
            "s3.oss-ap-southeast-1.aliyuncs.com", "oss", "ap-southeast-1",
            publicHost: "oss-ap-southeast-1.aliyuncs.com"),
        Case(
            "s3.oss-ap-southeast-1-internal.aliyuncs.com", "oss", "ap-southeast-1",
            publicHost: "oss-ap-southeast-1.aliyuncs.com"),
        Case("s3.oss-accelerate.aliyuncs.com", "oss", publicHost: "oss-accelerate.aliyuncs.com"),
        Case("s3.oss-accelerate-overseas.aliyuncs.com", "oss", publicHost: "oss-accelerate-overseas.aliyuncs.com"),
    ]

    private static let nativeOSS = [
        Case("oss-cn-hangzhou.aliyuncs.com", "oss", "cn-hangzhou"),
        Case("oss-cn-hangzhou-internal.aliyuncs.com", "oss", "cn-hangzhou", publicHost: "oss-cn-hangzhou.aliyuncs.com"),
        Case("cn-hangzhou.oss.aliyuncs.com", "oss", "cn-hangzhou"), Case("oss-accelerate.aliyuncs.com", "oss"),
        Case("oss-accelerate-overseas.aliyuncs.com", "oss"),
    ]

    private static let others = [
        Case("0123456789abcdef.r2.cloudflarestorage.com", "r2"),
        Case("0123456789abcdef.eu.r2.cloudflarestorage.com", "r2"),
        Case("0123456789abcdef.fedramp.r2.cloudflarestorage.com", "r2"),
        Case("s3.us-west-004.backblazeb2.com", "b2", "us-west-004"), Case("storage.googleapis.com", "gcs"),
        Case("s3.wasabisys.com", "wasabi"), Case("s3.eu-central-2.wasabisys.com", "wasabi", "eu-central-2"),
        Case("nyc3.digitaloceanspaces.com", "spaces", "nyc3"),
        Case("cos.ap-guangzhou.myqcloud.com", "cos", "ap-guangzhou"), Case("cos.accelerate.myqcloud.com", "cos"),
        Case("tos-s3-cn-beijing.volces.com", "tos", "cn-beijing"),
        Case("tos-s3-cn-beijing.ivolces.com", "tos", "cn-beijing", publicHost: "tos-s3-cn-beijing.volces.com"),
        Case("obs.cn-north-4.myhuaweicloud.com", "obs", "cn-north-4"),
    ]

    private func check(_ expected: Case, _ dialect: Dialect) throws {
        let found = try #require(ProviderProfile.recognise(host: expected.host, dialect: dialect))
        #expect(found.profile.name == expected.name)
        #expect(found.profile.dialect == dialect)
        #expect(found.region == expected.region)
        #expect(found.publicHost == expected.publicHost)
    }

    @Test("tells provider, region and public host", arguments: amazon + compatibleOSS + nativeOSS + others)
    func s3(expected: Case) throws { try check(expected, .s3) }

    @Test("knows the hosts of OSS's own API in its dialect", arguments: nativeOSS)
    func oss(expected: Case) throws { try check(expected, .oss) }

    @Test("knows nobody else in OSS's dialect", arguments: amazon + compatibleOSS + others)
    func notOSS(other: Case) { #expect(ProviderProfile.recognise(host: other.host, dialect: .oss) == nil) }

    @Test("every form of every host stands in these tables")
    func complete() {
        let hosts = (Self.amazon + Self.compatibleOSS + Self.nativeOSS + Self.others).map(\.host)
        for profile in ProviderProfile.table {
            for form in profile.hosts {
                let isShown = hosts.contains { form.pattern.match($0) != nil }
                #expect(isShown, "\(form.pattern)")
            }
        }
    }
}
