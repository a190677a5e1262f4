import Testing

@testable import ObjectStorage

/// The claims of the facts, said once more from their side.
@Suite("what the profiles claim")
struct ProfileClaimsTests {
    private func names(_ holds: (ProviderProfile) -> Bool) -> [String] {
        ProviderProfile.table.filter(holds).map { $0.dialect == .oss ? "oss native" : $0.name }.sorted()
    }

    @Test("only AWS gets a trailer unasked; framed bodies are known to work with few")
    func payload() {
        #expect(names { !$0.payload.automatic.isRaw } == ["aws"])
        #expect(
            names { $0.payload.takes.contains(.signedChunks) } == [
                "aws", "ceph", "garage", "minio", "oss", "seaweedfs",
            ])
        #expect(
            names { $0.payload.takes.contains(.unsignedTrailer) } == ["aws", "garage", "minio", "seaweedfs"])
        #expect(names { $0.payload.refuses.contains(.signedChunks) } == ["b2", "oss native", "r2", "spaces"])
        #expect(
            names { $0.payload.refuses.contains(.unsignedTrailer) } == [
                "b2", "gcs", "oss", "oss native", "r2", "spaces",
            ])
        for profile in ProviderProfile.table {
            #expect(profile.payload.takes.isDisjoint(with: profile.payload.refuses))
            #expect(profile.payload.takes.union(profile.payload.refuses).isSubset(of: PayloadRules.framed))
            #expect(profile.payload.automatic.isRaw || profile.payload.takes.contains(profile.payload.automatic))
        }
    }

    @Test("an ETag counts as MD5 only where that is known")
    func etags() {
        let withoutMD5 = ["cos", "garage", "gcs", "generic", "obs", "tos"]
        #expect(names { $0.singleETag != .md5 } == withoutMD5)
        let ofParts = ["aws", "b2", "ceph", "minio", "spaces", "wasabi"]
        #expect(names { $0.multipartETag == .md5OfPartMD5s } == ofParts)
        for profile in ProviderProfile.table {
            #expect(profile.singleETag != .md5OfPartMD5s)
            #expect(profile.multipartETag != .md5)
            #expect(profile.proof != .etagMD5 || profile.singleETag == .md5)
        }
    }

    @Test(
        "the proof of arrival",
        arguments: [
            ("aws", ArrivalEvidence.crc64nvmeTrailer), ("oss", .etagMD5), ("r2", .etagMD5), ("b2", .etagMD5),
            ("gcs", .googleHash), ("minio", .etagMD5), ("ceph", .etagMD5), ("seaweedfs", .etagMD5), ("garage", .size),
            ("wasabi", .etagMD5), ("spaces", .etagMD5), ("cos", .crc64Field("x-cos-hash-crc64ecma")),
            ("tos", .crc64Field("x-tos-hash-crc64ecma")), ("obs", .size), ("generic", .size),
        ])
    func proof(name: String, evidence: ArrivalEvidence) {
        #expect(ProviderProfile.named(name)?.proof == evidence)
    }

    @Test("OSS in its own language proves by its CRC field")
    func nativeProof() { #expect(ProviderProfile.ossNative.proof == .crc64Field("x-oss-hash-crc64ecma")) }

    @Test("conditional writes")
    func conditions() {
        let byName = { (field: String) in self.names { $0.conditionalWrite?.field == field } }
        #expect(byName("If-None-Match") == ["aws", "ceph", "minio", "r2", "seaweedfs"])
        #expect(byName("x-oss-forbid-overwrite") == ["oss native"])
        #expect(byName("x-cos-forbid-overwrite") == ["cos"])
        #expect(byName("x-tos-forbid-overwrite") == ["tos"])
        #expect(
            names { $0.conditionalWrite == nil } == [
                "b2", "garage", "gcs", "generic", "obs", "oss", "spaces", "wasabi",
            ])
        #expect(
            names { $0.conditionalWrite?.calls.contains(.complete) == true } == ["aws", "minio", "oss native"])
        for profile in ProviderProfile.table {
            guard let condition = profile.conditionalWrite else { continue }
            #expect(condition.calls.contains(.put))
            #expect(!condition.refusals.isEmpty)
            let isStandard = condition.field == "If-None-Match"
            #expect(condition.value == (isStandard ? "*" : "true"))
            #expect(condition.refusals.contains(412) || !isStandard)
            #expect(!condition.refusals.contains(409) || !isStandard)
        }
    }

    @Test("sizes: the odd ones, and what all have in common")
    func parts() {
        let (gibibyte, tebibyte) = (Int64(1) << 30, Int64(1) << 40)
        #expect(names { $0.parts.minimum < 5 << 20 } == ["oss", "oss native"])
        #expect(names { $0.parts.areEqual } == ["r2"])
        #expect(names { $0.parts.objectMaximum > 5 * tebibyte } == ["aws", "b2", "oss", "oss native"])
        #expect(names { $0.parts.objectMaximum < 5 * tebibyte } == ["r2"])
        #expect(names { $0.parts.singleMaximum > 5 * gibibyte } == ["gcs", "minio"])
        #expect(names { $0.parts.singleMaximum < 5 * gibibyte } == ["b2", "r2"])
        for profile in ProviderProfile.table {
            #expect(profile.parts.count == 10_000)
            #expect(profile.parts.minimum <= profile.parts.maximum)
            #expect(profile.parts.maximum * profile.parts.count >= profile.parts.objectMaximum)
        }
    }

    @Test("keys, ACLs, links, expectations and listings")
    func rest() {
        #expect(names { $0.keyLimit != 1024 } == ["oss", "oss native"])
        #expect(ProviderProfile.ossNative.keyLimit == 1023)
        #expect(names { $0.acl == .refusedByNewBuckets } == ["aws", "gcs", "oss", "oss native"])
        #expect(names { $0.acl == .ignored } == ["garage", "minio", "r2"])
        #expect(names { $0.acl == .bucketLevel } == ["b2"])
        #expect(names { $0.publicLink.form == .none } == ["garage", "r2"])
        #expect(names { $0.publicLink.form == .virtual } == ["b2"])
        #expect(names { $0.publicLink.forcesDownload } == ["cos", "obs"])
        #expect(names { $0.expectation == .answers } == ["aws", "minio", "seaweedfs"])
        #expect(names { $0.expectation == .ignores } == ["r2"])
        #expect(names { $0.listing.version == 1 } == ["ceph", "cos", "generic", "obs", "seaweedfs"])
        #expect(names { !$0.listing.encodesKeys } == ["ceph", "generic", "obs", "seaweedfs", "spaces"])
        #expect(names { !$0.listing.offersUploads } == ["oss"])
    }
}
