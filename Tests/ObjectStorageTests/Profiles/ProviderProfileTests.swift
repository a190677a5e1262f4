import Testing

@testable import ObjectStorage

@Suite struct ProviderProfileTests {
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

    @Test("OSS is the only provider of its own dialect, and has a row for each")
    func dialects() throws {
        let native = try #require(ProviderProfile.named("oss", dialect: .oss))
        let compatible = try #require(ProviderProfile.named("oss"))
        #expect(native != compatible)
        #expect(native == ProviderProfile.unrecognised(dialect: .oss))
        #expect(ProviderProfile.unrecognised(dialect: .s3).name == "generic")
        #expect(native.compatibilityField == nil)
        #expect(compatible.compatibilityField?.name == "x-oss-s3-compat")
        for name in ProviderProfile.names where name != "oss" {
            #expect(ProviderProfile.named(name, dialect: .oss) == nil)
            #expect(ProviderProfile.named(name)?.compatibilityField == nil)
        }
    }

    @Test("no two rows are about the same", arguments: Dialect.allCases)
    func unique(dialect: Dialect) {
        let names = ProviderProfile.table.filter { $0.dialect == dialect }.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test("each claim of each row has a source", arguments: ProviderProfile.table)
    func sources(profile: ProviderProfile) {
        #expect(Set(profile.sources.keys) == Set(ProfileAspect.allCases))
        for (aspect, source) in profile.sources { #expect(source.count >= 3, "\(aspect)") }
    }

    @Test(
        "what differs from the assumptions about unknown servers has a source of its own",
        arguments: ProviderProfile.table)
    func ownSources(profile: ProviderProfile) {
        let generic = ProviderProfile.generic
        var differing: [ProfileAspect] = []
        if !profile.hosts.isEmpty { differing.append(.hosts) }
        if profile.payload != generic.payload { differing.append(.payload) }
        if profile.proof != generic.proof { differing.append(.proof) }
        if profile.conditionalWrite != generic.conditionalWrite { differing.append(.conditionalWrite) }
        if profile.parts != generic.parts { differing.append(.parts) }
        if profile.keyLimit != generic.keyLimit { differing.append(.keyLength) }
        if profile.expectation != generic.expectation { differing.append(.expectation) }
        if profile.publicLink.form != .asRequested || profile.publicLink.forcesDownload {
            differing.append(.publicLink)
        }
        for aspect in differing {
            #expect(profile.sources[aspect] != ProfileAspect.assumed[aspect], "\(aspect)")
        }
    }
}
