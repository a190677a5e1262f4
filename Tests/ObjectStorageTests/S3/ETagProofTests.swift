import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct ETagProofTests {
    private static let md5 = "5eb63bbbe01eeed093cb22bb8f5acdc3"
    private static let other = "0eb63bbbe01eeed093cb22bb8f5acdc3"

    private func proves(
        _ headers: HTTPHeaders, md5: String? = md5, profile: String = "aws",
        payloadSigning: S3Bucket.PayloadSigning = .unsigned
    ) throws -> Bool {
        let bucket = try S3Bucket.fixture(profile: profile, payloadSigning: payloadSigning)
        return bucket.proves(HTTPResponseHead(status: 200, headers: headers), md5: md5)
    }

    @Test(
        "an ETag that is the MD5 proves the bytes, however it is written",
        arguments: ["\"\(md5)\"", md5, "\"\(md5.uppercased())\"", md5.uppercased()])
    func right(etag: String) throws {
        #expect(try proves(["ETag": etag]))
        #expect(try proves(["etag": etag], profile: "oss"))
    }

    @Test(
        "an ETag that is another MD5 proves other bytes",
        arguments: ["\"\(other)\"", other, "\"\(other.uppercased())\""])
    func wrong(etag: String) throws {
        for profile in ["aws", "oss", "r2", "b2", "minio", "ceph", "seaweedfs", "wasabi", "spaces"] {
            #expect(try !proves(["ETag": etag], profile: profile))
        }
    }

    @Test(
        "an ETag that cannot be an MD5 says nothing",
        arguments: [
            "", "\"\"", "\"\(other)-2\"", "W/\"\(other)\"", "\"abc\"", "\"\(other)\(other)\"", "\"",
            "\"\(other.dropLast())\"",
        ])
    func noMD5(etag: String) throws {
        #expect(try proves(["ETag": etag]))
    }

    @Test("without an ETag, or without the MD5 of the bytes, nothing is said")
    func unknown() throws {
        #expect(try proves([:]))
        #expect(try proves(["ETag": Self.other], md5: nil))
    }

    @Test(
        "where ETags are something else they are not compared",
        arguments: ["gcs", "garage", "cos", "tos", "obs", "generic"])
    func otherProviders(profile: String) throws {
        #expect(try proves(["ETag": Self.other], profile: profile))
        #expect(try !S3Bucket.fixture(profile: profile).isETagMD5)
    }

    @Test("signed chunks are proof enough")
    func signedChunks() throws {
        #expect(try proves(["ETag": Self.other], payloadSigning: .signed))
        #expect(try !S3Bucket.fixture(profile: "aws", payloadSigning: .signed).isETagMD5)
        #expect(try S3Bucket.fixture(profile: "aws").isETagMD5)
    }

    @Test("an ETag of an object under a KMS or customer key is no MD5, though it looks like one")
    func encrypted() throws {
        #expect(try proves(["ETag": Self.other, "x-amz-server-side-encryption": "aws:kms"]))
        #expect(try proves(["ETag": Self.other, "x-amz-server-side-encryption": "aws:kms:dsse"]))
        #expect(try proves(["ETag": Self.other, "x-amz-server-side-encryption-customer-algorithm": "AES256"]))
        #expect(try !proves(["ETag": Self.other, "x-amz-server-side-encryption": "AES256"]))
    }
}
