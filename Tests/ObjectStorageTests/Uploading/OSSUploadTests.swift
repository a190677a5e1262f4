import HTTPTransport
import Redaction
import RequestSigning
import Testing

@testable import ObjectStorage

/// Uploads in OSS's own dialect (object-storage facts 5.1 and 5.4).
@Suite struct OSSUploadTests {
    private static func decorated() -> ObjectUpload {
        var object = ObjectUpload(key: "a b/视频.mp4", contentType: "video/mp4")
        object.cacheControl = "public, max-age=31536000, immutable"
        object.contentDisposition = "inline"
        object.contentMD5 = "XrY7u+Ae7tCTyyK7j1rNww=="
        object.acl = "public-read"
        object.storageClass = "IA"
        object.tags = [("team", "video & film"), ("a b", "=")]
        object.serverSideEncryption = "KMS"
        object.kmsKeyID = "9468da86-3509-4f8d-a61e-6eab1eac"
        object.metadata = [("task-id", "0385dc79"), ("model", "视频")]
        return object
    }

    @Test("every field of the object goes out once, under its OSS name")
    func fields() async throws {
        let headers = try await Bucket.oss(token: Bucket.testToken).put(Self.decorated(), length: 1).request.headers
        let expected: [String: String] = [
            "content-type": "video/mp4",
            "cache-control": "public, max-age=31536000, immutable",
            "content-disposition": "inline",
            "content-md5": "XrY7u+Ae7tCTyyK7j1rNww==",
            "x-oss-object-acl": "public-read",
            "x-oss-storage-class": "IA",
            "x-oss-tagging": "a%20b=%3D&team=video%20%26%20film",
            "x-oss-server-side-encryption": "KMS",
            "x-oss-server-side-encryption-key-id": "9468da86-3509-4f8d-a61e-6eab1eac",
            "x-oss-meta-task-id": "0385dc79",
            "x-oss-meta-model": "%E8%A7%86%E9%A2%91",
            "x-oss-security-token": Bucket.testToken,
            "x-oss-date": "20231114T221320Z",
            "x-oss-content-sha256": "UNSIGNED-PAYLOAD",
        ]
        for (name, value) in expected { #expect(headers[name] == value, "\(name)") }
        #expect(headers.names == (expected.keys + ["authorization"]).sorted())
    }

    @Test("bodies are plain, whatever the user says of signatures", arguments: PayloadSigning.allCases)
    func plain(payloadSigning: PayloadSigning) async throws {
        let bucket = try Bucket.fixture(region: "cn-hangzhou", dialect: .oss, payloadSigning: payloadSigning)
        let upload = try await bucket.put(.video(), length: 66_560)
        #expect(upload.framing == nil)
        #expect(upload.wireLength == 66_560)
    }

    @Test(
        "the signature covers bucket and key in any addressing",
        arguments: [
            ("https://oss-cn-hangzhou.aliyuncs.com", Addressing?.none, "videos.oss-cn-hangzhou.aliyuncs.com"),
            ("http://127.0.0.1:9000", nil, "127.0.0.1:9000"),
            ("https://media.example.com", .cname, "media.example.com"),
        ])
    func signature(endpoint: String, addressing: Addressing?, host: String) async throws {
        let bucket = try Bucket.fixture(
            endpoint: endpoint, region: "cn-hangzhou", dialect: .oss, addressing: addressing)
        let request = try await bucket.put(Self.decorated(), length: 1).request
        let signer = OSSV4Signer(
            credentials: SigningCredentials(
                accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret(Bucket.testSecret)), region: "cn-hangzhou")
        let sent = request.headers.fields.filter { $0.name != "Authorization" }.map { ($0.name, $0.value) }
        let signed = signer.sign(
            RequestHead(method: "PUT", host: host, encodedPath: "/anything", headers: sent),
            resource: "/videos/a%20b/%E8%A7%86%E9%A2%91.mp4", at: SigningTime(unixSeconds: Bucket.testTime))
        #expect(signed.fields.contains { $0 == ("Authorization", request.headers["Authorization"] ?? "") })
    }

    @Test("a signed link is signed as OSS wants it")
    func link() async throws {
        let url = try await Bucket.oss(token: Bucket.testToken).presignedURL(of: "a b.mp4", seconds: 60)
        let parts = url.split(separator: "?", maxSplits: 1).map(String.init)
        #expect(parts[0] == "https://videos.oss-cn-hangzhou.aliyuncs.com/a%20b.mp4")
        let names = parts[1].split(separator: "&").map { $0.prefix { $0 != "=" } }
        #expect(
            names.sorted() == [
                "x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-security-token", "x-oss-signature",
                "x-oss-signature-version",
            ])
        #expect(parts[1].contains("x-oss-expires=60&"))
    }

    @Test("a signed link leads to where everybody is, not into a private network")
    func publicLink() async throws {
        let bucket = try Bucket.oss(endpoint: "https://oss-cn-hangzhou-internal.aliyuncs.com")
        let url = try await bucket.presignedURL(of: "k", seconds: 60)
        #expect(url.hasPrefix("https://videos.oss-cn-hangzhou.aliyuncs.com/k?"))
        let s3 = try Bucket.fixture(endpoint: "https://s3.oss-cn-hangzhou.aliyuncs.com")
        let other = try await s3.presignedURL(of: "k", seconds: 60)
        #expect(other.hasPrefix("https://videos.s3.oss-cn-hangzhou.aliyuncs.com/k?"))
    }

    @Test("through OSS's S3 API every request says that it speaks S3, and signs that")
    func compatibility() async throws {
        let bucket = try Bucket.fixture(endpoint: "https://oss-cn-hangzhou.aliyuncs.com")
        let headers = try await bucket.put(.video(), length: 1).request.headers
        #expect(headers["x-oss-s3-compat"] == "true")
        #expect(headers.signedNames.contains("x-oss-s3-compat"))
    }
}
