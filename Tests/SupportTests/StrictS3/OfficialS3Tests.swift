import TestServers
import Testing

@Suite("botocore against the S3 server of the tests", .timeLimit(.minutes(5)))
struct OfficialS3Tests {
    /// Where providers differ.
    struct Expected: Sendable {
        var kind: StorageServerKind
        var tls = false
        var again: String? = "PreconditionFailed"
        var publicACL: String?
        var completedAgain: String? = "NoSuchUpload"
        var unequal: String?
        var checksums: String?
        var chunks = true
        var byDefault = "hello, bucket"
    }

    @Test(
        "it stores, reads, lists, presigns and deletes, and is refused as the provider does it",
        arguments: [
            Expected(kind: .aws, publicACL: "AccessControlListNotSupported", completedAgain: nil),
            Expected(kind: .minio, tls: true),
            Expected(kind: .ceph, tls: true, byDefault: "InvalidArgument"),
            Expected(kind: .garage, again: nil),
            Expected(kind: .r2, unequal: "InvalidPart", chunks: false),
            Expected(
                kind: .b2, again: "NotImplemented", publicACL: "AccessControlListNotSupported",
                checksums: "InvalidArgument", chunks: false, byDefault: "InvalidArgument"),
        ])
    func judge(_ expected: Expected) async throws {
        let server = try await StrictS3Server.start(expected.kind, buckets: ["videos"], tls: expected.tls)
        let sdk = try await OfficialS3.run(against: server)
        check(sdk.objects, expected)
        check(sdk.multipart, expected)
        check(sdk.checksums, expected)
        check(sdk.signatures, expected)
        #expect(sdk.byDefault == expected.byDefault)
        try await server.stop()
    }

    private func check(_ objects: OfficialS3.Objects, _ expected: Expected) {
        #expect(objects.etag && objects.body && objects.presigned && objects.virtual && objects.listed)
        #expect(objects.head == ["13", "video/mp4", "max-age=1", "42"])
        #expect(objects.range == ["bucket", "bytes 7-12/13"])
        #expect(objects.again == expected.again)
        #expect(objects.badMD5 == "BadDigest")
        #expect(objects.publicACL == expected.publicACL)
        #expect(objects.deleted == "NoSuchKey")
    }

    private func check(_ multipart: OfficialS3.Multipart, _ expected: Expected) {
        #expect(multipart.etag && multipart.body)
        #expect(multipart.listed == [[1, 5 << 20], [2, 5 << 20]])
        #expect(multipart.uploads == ["in parts.bin"])
        #expect(multipart.again == expected.completedAgain)
        #expect(multipart.small == "EntityTooSmall")
        #expect(multipart.unequal == expected.unequal)
        #expect(multipart.aborted == "NoSuchUpload")
    }

    private func check(_ checksums: OfficialS3.Checksums, _ expected: Expected) {
        #expect(checksums.good == expected.checksums)
        #expect(checksums.bad == expected.checksums ?? "BadDigest")
        guard expected.checksums == nil else { return }
        #expect(checksums.head == "rosUhgp5mIg=")
        #expect(checksums.wrong == "BadDigest")
        #expect(checksums.size == "InvalidRequest")
        #expect(checksums.right == nil)
        #expect(checksums.sha256 == true)
    }

    private func check(_ signatures: OfficialS3.Signatures, _ expected: Expected) {
        #expect(signatures.wrongSecret == "SignatureDoesNotMatch")
        #expect(signatures.otherRegion == nil)
        #expect(signatures.wrongSecretInURL == 403)
        #expect(signatures.unsigned == 200)
        #expect(signatures.chunks == (expected.chunks ? 200 : 400))
        #expect(signatures.chunksRead == (expected.chunks ? true : nil))
        #expect(signatures.wrongChunks == (expected.chunks ? 403 : 400))
        #expect(signatures.skewed == "RequestTimeTooSkewed")
    }
}
