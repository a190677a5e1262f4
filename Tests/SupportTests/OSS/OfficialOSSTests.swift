import TestServers
import Testing

@Suite("The official OSS SDKs against the OSS server of the tests", .timeLimit(.minutes(5)))
struct OfficialOSSTests {
    /// Of `hello, bucket`.
    private static let crc64: UInt64 = 12_425_151_505_045_436_664

    @Test("they store, read, list, presign and delete, and are refused where they are wrong", arguments: [false, true])
    func judge(tls: Bool) async throws {
        let server = try await OSSServer.start(buckets: ["videos"], tls: tls)
        let sdk = try await OfficialOSS.run(against: server)
        #expect(sdk.versions == ["1.4.1", "2.19.1"])
        check(sdk.objects)
        check(sdk.multipart)
        check(sdk.signatures)
        check(sdk.olderSDK)
        #expect(sdk.lists.second)
        #expect(sdk.lists.first == [[["l/a"], ["l/b/"]], [["l/c d", "l/é"], []]])
        try await server.stop()
    }

    private func check(_ objects: OfficialOSS.Objects) {
        #expect(objects.etag && objects.body && objects.presigned && objects.public)
        #expect(objects.crc64 == "\(Self.crc64)")
        #expect(
            objects.head
                == .init(
                    length: 13, contentType: "video/mp4", storageClass: "IA", metadata: ["task-id": "42"],
                    crc64: "\(Self.crc64)"))
        #expect(objects.acl == "public-read")
        #expect(objects.range == .init(status: 206, body: "bucket", contentRange: "bytes 7-12/13"))
        #expect(objects.again == .init(409, "FileAlreadyExists", "0026-00000002"))
        #expect(objects.deleted == .init(404, "NoSuchKey", "0026-00000001"))
        #expect(objects.deletedHead == .init(404, "NoSuchKey", "0026-00000001"))
    }

    private func check(_ multipart: OfficialOSS.Multipart) {
        #expect(multipart.listed && multipart.body && multipart.uploader)
        #expect(multipart.uploads == ["in parts.bin"])
        #expect(multipart.crc64 == [true, true])
        #expect(multipart.key == "in parts.bin")
        #expect(multipart.metadata == ["n": "1"])
        #expect(multipart.acl == "public-read")
        #expect(multipart.again == .init(404, "NoSuchUpload"))
        #expect(multipart.small == .init(400, "EntityTooSmall"))
        #expect(multipart.aborted == [.init(404, "NoSuchUpload"), .init(404, "NoSuchUpload")])
    }

    private func check(_ signatures: OfficialOSS.Signatures) {
        #expect(signatures.wrongSecret == .init(403, "SignatureDoesNotMatch", "0002-00000040"))
        #expect(signatures.wrongSecretInURL == 403)
        #expect(signatures.wrongRegion == .init(400, "InvalidArgument", "0002-00000226"))
        #expect(signatures.wrongToken == .init(403, "InvalidSecurityToken", "0002-00000901"))
        #expect(signatures.skewed == .init(403, "RequestTimeTooSkewed", "0002-00000504"))
        #expect(signatures.version1 == .init(400, "InvalidArgument", "0002-00000001"))
        #expect(signatures.range == "hello")
        #expect(signatures.presignedPut == 200)
        #expect(signatures.cname)
        #expect(signatures.pathStyle == .init(403, "SecondLevelDomainForbidden"))
    }

    private func check(_ older: OfficialOSS.OlderSDK) {
        #expect((older.status, older.crc) == (200, Self.crc64))
        #expect(older.get && older.parts && older.presigned && !older.deleted)
        #expect(older.head == "b")
        #expect(older.list == ["older parts", "older sdk/ü"])
        #expect(older.wrongSecret == .init(403, "SignatureDoesNotMatch", "0002-00000040"))
    }
}
