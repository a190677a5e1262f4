import Digests
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct ProofTests {
    /// The bytes the checksums below are of: `123456789` (object-storage facts 9.2).
    private static let bytes = Array("123456789".utf8)
    private static let md5 = hex(MD5.hash(bytes))
    private static let otherMD5 = hex(MD5.hash("other"))
    private static let xz = "11051210869376104954"
    private static let nvme = "rosUhgp5mIg="

    private func proof(
        _ headers: HTTPHeaders, profile: String = "aws", dialect: Dialect = .s3,
        payloadSigning: PayloadSigning = .unsigned, md5: Bool? = nil, object: ObjectUpload = .video()
    ) async throws -> ArrivalProof {
        let bucket = try Bucket.fixture(
            region: "cn-hangzhou", profile: profile, dialect: dialect, payloadSigning: payloadSigning)
        let digests = bucket.digests(md5: md5)
        _ = try await bucket.put(object, length: 9, digests: digests)
        digests.update(Self.bytes)
        return bucket.proof(of: HTTPResponseHead(status: 200, headers: headers), size: 9, digests: digests)
    }

    private func contradicts(_ proof: ArrivalProof) -> Bool {
        if case .contradicted = proof { true } else { false }
    }

    @Test(
        "a CRC-64 of the whole proves or contradicts, whoever sends it",
        arguments: ["x-oss-hash-crc64ecma", "x-cos-hash-crc64ecma", "X-TOS-Hash-CRC64ECMA"])
    func crc64(field: String) async throws {
        for profile in ["oss", "cos", "tos", "generic", "aws"] {
            #expect(try await proof(HTTPHeaders([(field, Self.xz)]), profile: profile) == .proven)
            let wrong = try await proof(HTTPHeaders([(field, "11051210869376104955")]), profile: profile)
            #expect(
                wrong
                    == .contradicted(
                        "the storage names the CRC-64 11051210869376104955, the bytes sent have \(Self.xz)"))
        }
        #expect(try await proof(HTTPHeaders([(field, Self.xz)]), profile: "oss", dialect: .oss) == .proven)
        #expect(try await proof(HTTPHeaders([(field, "zero")]), profile: "generic") == .unproven)
    }

    @Test("a CRC-64/NVME that was computed proves or contradicts; one of parts says nothing")
    func nvme() async throws {
        func proof(_ value: String) async throws -> ArrivalProof {
            try await self.proof(["x-amz-checksum-crc64nvme": value], payloadSigning: .auto)
        }
        #expect(try await proof(Self.nvme) == .proven)
        #expect(contradicts(try await proof("rosUhgp5mIk=")))
        #expect(try await proof("rosUhgp5mIk=-2") == .proven)
        #expect(try await self.proof(["x-amz-checksum-crc64nvme": "rosUhgp5mIk="], profile: "generic") == .unproven)
    }

    @Test("what Google names proves by its MD5, in one line or in two")
    func google() async throws {
        let base64MD5 = base64(MD5.hash(Self.bytes))
        let together: HTTPHeaders = ["x-goog-hash": "crc32c=4waSgw==,md5=\(base64MD5)"]
        #expect(try await proof(together, profile: "gcs") == .proven)
        let apart = HTTPHeaders([("x-goog-hash", "crc32c=4waSgw=="), ("X-Goog-Hash", "md5=\(base64MD5)")])
        #expect(try await proof(apart, profile: "gcs") == .proven)
        let wrong: HTTPHeaders = ["x-goog-hash": "md5=\(base64(MD5.hash("other")))"]
        #expect(contradicts(try await proof(wrong, profile: "gcs")))
        #expect(try await proof(["x-goog-hash": "crc32c=4waSgw=="], profile: "gcs") == .unproven)
    }

    @Test(
        "an ETag that is the MD5 proves the bytes, however it is written",
        arguments: ["\"\(md5)\"", md5, "\"\(md5.uppercased())\"", md5.uppercased()])
    func rightETag(etag: String) async throws {
        #expect(try await proof(["ETag": etag]) == .proven)
        #expect(try await proof(["etag": etag], profile: "oss") == .proven)
    }

    @Test(
        "an ETag that is another MD5 tells of other bytes",
        arguments: ["\"\(otherMD5)\"", otherMD5, "\"\(otherMD5.uppercased())\""])
    func wrongETag(etag: String) async throws {
        for profile in ["aws", "oss", "r2", "b2", "minio", "ceph", "seaweedfs", "wasabi", "spaces"] {
            #expect(contradicts(try await proof(["ETag": etag], profile: profile)), "\(profile)")
        }
    }

    @Test(
        "an ETag that cannot be an MD5 says nothing",
        arguments: [
            "", "\"\"", "\"\(otherMD5)-2\"", "W/\"\(otherMD5)\"", "\"abc\"", "\"\(otherMD5)\(otherMD5)\"", "\"",
            "\"\(otherMD5.dropLast())\"", "\"\(otherMD5.dropLast())g\"",
        ])
    func noMD5(etag: String) async throws {
        #expect(try await proof(["ETag": etag]) == .unproven)
    }

    @Test("without an ETag, or without the MD5 of the bytes, nothing is said")
    func unknown() async throws {
        #expect(try await proof([:]) == .unproven)
        #expect(try await proof(["ETag": Self.otherMD5], md5: false) == .unproven)
    }

    @Test(
        "where ETags are something else they are not compared",
        arguments: ["gcs", "garage", "cos", "tos", "obs", "generic"])
    func otherProviders(profile: String) async throws {
        #expect(try await proof(["ETag": Self.otherMD5], profile: profile, md5: true) == .unproven)
    }

    @Test(
        "an ETag of an object under a KMS or customer key is no MD5, though it looks like one",
        arguments: [
            ("x-amz-server-side-encryption", "aws:kms"), ("x-amz-server-side-encryption", "aws:kms:dsse"),
            ("x-amz-server-side-encryption-customer-algorithm", "AES256"), ("x-oss-server-side-encryption", "KMS"),
        ])
    func encrypted(field: String, value: String) async throws {
        #expect(try await proof(HTTPHeaders([("ETag", Self.otherMD5), (field, value)])) == .unproven)
    }

    @Test("an ETag of an object the provider encrypts by itself stays an MD5")
    func plainlyEncrypted() async throws {
        let headers: HTTPHeaders = ["ETag": Self.otherMD5, "x-amz-server-side-encryption": "AES256"]
        #expect(contradicts(try await proof(headers)))
    }

    @Test("chunks that are signed, a trailer and a Content-MD5 are checked by the server itself")
    func checkedByServer() async throws {
        #expect(try await proof([:], profile: "generic", payloadSigning: .signed) == .proven)
        #expect(try await proof([:], payloadSigning: .auto) == .proven)
        var object = ObjectUpload.video()
        object.contentMD5 = base64(MD5.hash(Self.bytes))
        #expect(try await proof([:], profile: "generic", object: object) == .proven)
    }

    @Test("what was checked by the server is still contradicted by a checksum of its reply")
    func contradictedAll() async throws {
        let headers: HTTPHeaders = ["x-oss-hash-crc64ecma": "1"]
        #expect(contradicts(try await proof(headers, profile: "generic", payloadSigning: .signed)))
    }

    @Test("bytes that are missing contradict whatever the reply says")
    func missingBytes() async throws {
        let bucket = try Bucket.fixture()
        let digests = bucket.digests()
        digests.update(Self.bytes)
        let head = HTTPResponseHead(status: 200, headers: ["x-oss-hash-crc64ecma": Self.xz])
        #expect(contradicts(bucket.proof(of: head, size: 10, digests: digests)))
    }

    @Test(
        "an MD5 is computed where it is the best proof, or on wish",
        arguments: [
            ("aws", PayloadSigning.unsigned, true), ("aws", .auto, false), ("aws", .signed, false),
            ("minio", .auto, true), ("minio", .signed, false), ("r2", .auto, true), ("gcs", .auto, true),
            ("cos", .auto, false), ("tos", .auto, false), ("generic", .auto, false),
        ])
    func computed(profile: String, payloadSigning: PayloadSigning, isComputed: Bool) throws {
        let bucket = try Bucket.fixture(profile: profile, payloadSigning: payloadSigning)
        #expect((bucket.digests().md5 != nil) == isComputed)
        #expect(bucket.digests(md5: true).md5 != nil)
        #expect(bucket.digests(md5: false).md5 == nil)
        #expect((bucket.digests().crc64nvme != nil) == (profile == "aws" && payloadSigning != .unsigned))
    }
}
