import Digests
import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct MultipartTests {
    private static let begun =
        "<InitiateMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Bucket>videos</Bucket>"
        + "<Key>k.mp4</Key><UploadId>a/b+c==</UploadId></InitiateMultipartUploadResult>"
    private static let upload = MultipartUpload(key: "a b.mp4", id: "a/b+c==", token: "t")

    private static func decorated() -> ObjectUpload {
        var object = ObjectUpload.video("a b.mp4", token: "t")
        object.cacheControl = "max-age=1"
        object.contentMD5 = "XrY7u+Ae7tCTyyK7j1rNww=="
        object.acl = "public-read"
        object.storageClass = "IA"
        object.tags = [("team", "video")]
        object.serverSideEncryption = "KMS"
        object.kmsKeyID = "key"
        return object
    }

    @Test("an upload is begun with what the object is to be, S3's ACL among it")
    func begin() async throws {
        let http = ScriptedHTTP([.reply(200, Self.begun)])
        let upload = try await Bucket.fixture(http: http).beginMultipart(Self.decorated())
        #expect(upload == Self.upload)
        let request = try #require(http.requests.first)
        #expect(http.lines == ["POST /videos/a%20b.mp4?uploads="])
        #expect(request.text == "")
        #expect(
            request.headers.names == [
                "authorization", "cache-control", "content-type", "x-amz-acl", "x-amz-content-sha256", "x-amz-date",
                "x-amz-meta-upload-token", "x-amz-server-side-encryption",
                "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-storage-class", "x-amz-tagging",
            ])
    }

    @Test("OSS takes the ACL when the upload is completed, not when it is begun")
    func beginOSS() async throws {
        let http = ScriptedHTTP([
            .reply(200, Self.begun),
            .reply(
                200, "<CompleteMultipartUploadResult><ETag>\"X-1\"</ETag></CompleteMultipartUploadResult>",
                ["x-oss-hash-crc64ecma": "7"]),
        ])
        let bucket = try Bucket.oss(http: http)
        let upload = try await bucket.beginMultipart(Self.decorated())
        let part = UploadedPart(number: 1, etag: "\"E\"", size: 3, crc64: 7)
        _ = try await bucket.complete(upload, object: Self.decorated(), parts: [part], size: 3, crc64: 7)
        #expect(http.lines == ["POST /a%20b.mp4?uploads=", "POST /a%20b.mp4?uploadId=a%2Fb%2Bc%3D%3D"])
        let (begin, end) = (http.requests[0].headers, http.requests[1].headers)
        #expect(
            begin.names == [
                "authorization", "cache-control", "content-type", "x-oss-content-sha256", "x-oss-date",
                "x-oss-meta-upload-token", "x-oss-server-side-encryption", "x-oss-server-side-encryption-key-id",
                "x-oss-storage-class", "x-oss-tagging",
            ])
        #expect(begin["x-oss-server-side-encryption"] == "KMS")
        #expect(begin["x-oss-storage-class"] == "IA")
        #expect(begin["x-oss-tagging"] == "team=video")
        #expect(
            end.names == [
                "authorization", "content-type", "x-oss-content-sha256", "x-oss-date", "x-oss-object-acl",
            ])
        #expect(end["x-oss-object-acl"] == "public-read")
    }

    @Test(
        "a reply that names no upload is none",
        arguments: [
            "", "<html><body>Sign in</body></html>", "<InitiateMultipartUploadResult/>",
            "<InitiateMultipartUploadResult><UploadId></UploadId></InitiateMultipartUploadResult>",
            "<InitiateMultipartUploadResult><UploadId>u", "<!DOCTYPE a><InitiateMultipartUploadResult/>",
        ])
    func noUpload(body: String) async throws {
        let http = ScriptedHTTP([.reply(200, body), .reply(200, Self.begun)])
        let again = try await Bucket.fixture(http: http, retries: 1).beginMultipart(.video("a b.mp4", token: "t"))
        #expect(again.id == Self.upload.id && again.mayHaveStrays)
        let bucket = try Bucket.fixture(http: ScriptedHTTP([.reply(200, body)]))
        let failure = try await #require(throws: Failure.self) { try await bucket.beginMultipart(.video()) }
        #expect(failure.code == "storage.bad-reply")
        #expect(failure.remedy?.contains("storage.endpoint") == true)
    }

    @Test("a part says its number and its upload, and nothing of the object", arguments: Dialect.allCases)
    func part(dialect: Dialect) async throws {
        let bucket = dialect == .s3 ? try Bucket.fixture() : try Bucket.oss()
        let upload = try await bucket.part(3, of: Self.upload, length: 77, digests: bucket.digests())
        #expect(upload.request.method == "PUT")
        #expect(upload.request.url.hasSuffix("/a%20b.mp4?partNumber=3&uploadId=a%2Fb%2Bc%3D%3D"))
        #expect(upload.wireLength == 77)
        let prefix = dialect.fieldPrefix
        #expect(upload.request.headers.names == ["authorization", "\(prefix)content-sha256", "\(prefix)date"])
    }

    @Test("parts go in signed chunks, too")
    func signedPart() async throws {
        let bucket = try Bucket.fixture(payloadSigning: .signed)
        let upload = try await bucket.part(1, of: Self.upload, length: 66_560, digests: bucket.digests())
        #expect(upload.wireLength == 66_824)
        #expect(upload.request.headers["x-amz-content-sha256"] == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
        #expect(upload.framing != nil)
    }

    @Test("a part in memory is covered by the signature, and its ETag kept as it is")
    func partInMemory() async throws {
        let http = ScriptedHTTP([.reply(500), .reply(200, "", ["ETag": "\"a&b<c\""])])
        let part = try await Bucket.fixture(http: http, retries: 1)
            .write(part: 2, of: Self.upload, Array("123456789".utf8))
        #expect(
            part == UploadedPart(number: 2, etag: "\"a&b<c\"", size: 9, crc64: 11_051_210_869_376_104_954))
        #expect(http.requests[1].text == "123456789")
        #expect(
            http.requests[1].headers["x-amz-content-sha256"]
                == "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")
    }

    @Test("a part in memory that the storage read otherwise is sent again")
    func damagedPart() async throws {
        let http = ScriptedHTTP([
            .reply(200, "", ["ETag": "\"e\"", "x-oss-hash-crc64ecma": "1"]),
            .reply(200, "", ["ETag": "\"e\"", "x-oss-hash-crc64ecma": "11051210869376104954"]),
        ])
        let part = try await Bucket.oss(http: http, retries: 1)
            .write(part: 1, of: Self.upload, Array("123456789".utf8))
        #expect(part.crc64 == 11_051_210_869_376_104_954)
        #expect(http.requests.count == 2)
    }

    @Test("a reply to a part without an ETag is refused")
    func noETag() async throws {
        let bucket = try Bucket.fixture(http: ScriptedHTTP([.reply(200)]))
        let failure = try await #require(throws: Failure.self) {
            try await bucket.write(part: 1, of: Self.upload, [1])
        }
        #expect(failure.code == "storage.bad-reply")
        #expect(UploadedPart(number: 1, HTTPResponseHead(status: 200), bucket.digests()) == nil)
    }

    @Test("an upload that is gone is aborted already; a missing bucket is told", arguments: [204, 404])
    func abort(status: Int) async throws {
        let http = ScriptedHTTP([.refusal(status, "NoSuchUpload")])
        try await Bucket.fixture(http: http).abort(Self.upload)
        #expect(http.lines == ["DELETE /videos/a%20b.mp4?uploadId=a%2Fb%2Bc%3D%3D"])
        let other = try Bucket.fixture(http: ScriptedHTTP([.refusal(404, "NoSuchBucket")]))
        let failure = try await #require(throws: Failure.self) { try await other.abort(Self.upload) }
        #expect(failure.code == "storage.no-such-bucket")
    }
}
