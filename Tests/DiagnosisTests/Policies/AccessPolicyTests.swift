import Foundation
import ObjectStorage
import Testing

@testable import Diagnosis

@Suite("the least a key must be allowed")
struct AccessPolicyTests {
    private static func parts(
        _ profile: String, dialect: Dialect = .s3, region: String = "eu-central-1", prefix: String = "clips",
        needs: PolicyNeeds = PolicyNeeds()
    ) throws -> [AccessPolicy.Part] {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://storage.example", region: region, profile: profile, addressing: nil,
            dialect: dialect)
        return AccessPolicy(location: location, prefix: prefix, needs: needs).parts
    }

    private static func statements(_ text: String) throws -> [[String: Any]] {
        let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(document?["Statement"] as? [[String: Any]])
    }

    /// A member that is one text or a list of them.
    private static func texts(_ value: Any?) -> [String] {
        (value as? String).map { [$0] } ?? value as? [String] ?? []
    }

    @Test("of AWS is the prefix and the bucket's lists, and nothing else")
    func aws() throws {
        let parts = try Self.parts("aws")
        #expect(parts.count == 2)
        let statements = try Self.statements(parts[0].text)
        #expect(
            Self.texts(statements[0]["Action"]) == [
                "s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts",
            ])
        #expect(Self.texts(statements[0]["Resource"]) == ["arn:aws:s3:::videos/clips/*"])
        #expect(
            Self.texts(statements[1]["Action"]) == [
                "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetLifecycleConfiguration",
            ])
        #expect(Self.texts(statements[1]["Resource"]) == ["arn:aws:s3:::videos"])
        #expect(statements.count == 2)
        let open = try Self.statements(parts[1].text)
        #expect(open.count == 1)
        #expect(open[0]["Principal"] as? String == "*")
        #expect(Self.texts(open[0]["Action"]) == ["s3:GetObject"])
        #expect(Self.texts(open[0]["Resource"]) == ["arn:aws:s3:::videos/clips/*"])
    }

    @Test("without a prefix is the whole bucket")
    func noPrefix() throws {
        let statements = try Self.statements(try Self.parts("aws", prefix: "")[0].text)
        #expect(Self.texts(statements[0]["Resource"]) == ["arn:aws:s3:::videos/*"])
    }

    @Test("grows with what the settings ask for")
    func needs() throws {
        let needs = PolicyNeeds(setsACL: true, setsTags: true, kmsKeyID: "1234")
        let statements = try Self.statements(try Self.parts("aws", needs: needs)[0].text)
        #expect(Self.texts(statements[0]["Action"]).suffix(2) == ["s3:PutObjectAcl", "s3:PutObjectTagging"])
        #expect(Self.texts(statements[2]["Action"]) == ["kms:GenerateDataKey", "kms:Decrypt"])
        #expect(Self.texts(statements[2]["Resource"]) == ["arn:aws:kms:eu-central-1:*:key/1234"])
        let named = PolicyNeeds(kmsKeyID: "arn:aws:kms:eu-west-1:1:key/5")
        let last = try Self.statements(try Self.parts("aws", needs: named)[0].text).last
        #expect(Self.texts(last?["Resource"]) == ["arn:aws:kms:eu-west-1:1:key/5"])
    }

    @Test(
        "names the right cloud of AWS",
        arguments: [("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov"), ("us-east-1", "aws")])
    func partitions(region: String, partition: String) throws {
        #expect(try Self.parts("aws", region: region)[0].text.contains("arn:\(partition):s3:::videos"))
    }

    @Test("of OSS is a RAM policy, whichever API is spoken", arguments: Dialect.allCases)
    func oss(dialect: Dialect) throws {
        let parts = try Self.parts("oss", dialect: dialect, needs: PolicyNeeds(setsACL: true))
        #expect(parts.count == 1)
        #expect(parts[0].text.contains("\"Version\": \"1\""))
        let statements = try Self.statements(parts[0].text)
        #expect(Self.texts(statements[0]["Resource"]) == ["acs:oss:*:*:videos/clips/*"])
        #expect(
            Self.texts(statements[0]["Action"]) == [
                "oss:PutObject", "oss:GetObject", "oss:DeleteObject", "oss:AbortMultipartUpload", "oss:ListParts",
                "oss:PutObjectAcl",
            ])
        #expect(Self.texts(statements[1]["Resource"]) == ["acs:oss:*:*:videos"])
    }

    @Test(
        "of providers without such documents is a sentence", arguments: ["r2", "b2", "gcs", "garage", "spaces", "cos"])
    func sentences(profile: String) throws {
        let parts = try Self.parts(profile)
        #expect(parts.count == 1)
        #expect(parts[0].text.isEmpty)
        #expect(parts[0].purpose.count > 20)
    }

    @Test("of every provider is something", arguments: ProviderProfile.names)
    func all(profile: String) throws {
        for part in try Self.parts(profile) where !part.text.isEmpty { _ = try Self.statements(part.text) }
    }
}
