import HTTPTransport
import Redaction
import RequestSigning
import Testing

@testable import ObjectStorage

@Suite struct UploadTests {
    private static let signingNames = ["authorization", "x-amz-content-sha256", "x-amz-date"]

    private static func decorated() -> ObjectUpload {
        var object = ObjectUpload(key: "a b/视频.mp4", contentType: "video/mp4")
        object.cacheControl = "public, max-age=31536000, immutable"
        object.contentDisposition = "inline; filename=\"clip.mp4\""
        object.contentMD5 = "XrY7u+Ae7tCTyyK7j1rNww=="
        object.acl = "public-read"
        object.storageClass = "STANDARD_IA"
        object.tags = [("team", "video & film"), ("a b", "=")]
        object.serverSideEncryption = "aws:kms"
        object.kmsKeyID = "arn:aws:kms:eu-central-1:1:key/2"
        object.metadata = [("task-id", "0385dc79"), ("model", "视频"), ("note", "50% tab\there"), ("empty", "")]
        return object
    }

    @Test("a plain upload sends its type and the signature, and nothing any provider might refuse")
    func plain() async throws {
        let upload = try await Bucket.fixture().put(
            ObjectUpload(key: "k.mp4", contentType: "video/mp4"), length: 12_345)
        #expect(upload.request.method == "PUT")
        #expect(upload.request.url == "https://s3.example/videos/k.mp4")
        #expect(upload.request.body == nil)
        #expect(upload.request.headers.names == (Self.signingNames + ["content-type"]).sorted())
        #expect(upload.request.headers["Content-Type"] == "video/mp4")
        #expect(upload.request.headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD")
        #expect(upload.request.headers["x-amz-date"] == "20231114T221320Z")
        #expect(upload.wireLength == 12_345)
        #expect(upload.framing == nil)
    }

    @Test("an upload with signed chunks adds the length of its data, and no encoding a server might keep")
    func signed() async throws {
        let bucket = try Bucket.fixture(payloadSigning: .signed)
        let upload = try await bucket.put(ObjectUpload(key: "k.mp4", contentType: "video/mp4"), length: 66_560)
        let names = Self.signingNames + ["content-type", "x-amz-decoded-content-length"]
        #expect(upload.request.headers.names == names.sorted())
        #expect(upload.request.headers["x-amz-content-sha256"] == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
        #expect(upload.request.headers["x-amz-decoded-content-length"] == "66560")
        #expect(upload.framing?.chunkLength == 64 << 10)
    }

    @Test(
        "the encoding is named where it is known to be taken off again",
        arguments: [
            ("aws", true), ("minio", true), ("ceph", true), ("garage", true), ("oss", true), ("seaweedfs", false),
            ("generic", false), ("wasabi", false),
        ])
    func encoding(profile: String, isNamed: Bool) async throws {
        let bucket = try Bucket.fixture(profile: profile, payloadSigning: .signed)
        let headers = try await bucket.put(.video(), length: 66_560).request.headers
        #expect(headers["Content-Encoding"] == (isNamed ? "aws-chunked" : nil))
        #expect(headers.signedNames.contains("content-encoding") == isNamed)
    }

    @Test(
        "every field of the object goes out once, under its S3 name",
        arguments: [PayloadSigning.unsigned, .signed])
    func decoratedObject(payloadSigning: PayloadSigning) async throws {
        let bucket = try Bucket.fixture(payloadSigning: payloadSigning, token: Bucket.testToken)
        let headers = try await bucket.put(Self.decorated(), length: 1).request.headers
        let expected: [String: String] = [
            "content-type": "video/mp4",
            "cache-control": "public, max-age=31536000, immutable",
            "content-disposition": "inline; filename=\"clip.mp4\"",
            "content-md5": "XrY7u+Ae7tCTyyK7j1rNww==",
            "x-amz-acl": "public-read",
            "x-amz-storage-class": "STANDARD_IA",
            "x-amz-tagging": "a%20b=%3D&team=video%20%26%20film",
            "x-amz-server-side-encryption": "aws:kms",
            "x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-central-1:1:key/2",
            "x-amz-meta-task-id": "0385dc79",
            "x-amz-meta-model": "%E8%A7%86%E9%A2%91",
            "x-amz-meta-note": "50%25%20tab%09here",
            "x-amz-meta-empty": "",
            "x-amz-security-token": Bucket.testToken,
        ]
        for (name, value) in expected { #expect(headers[name] == value, "\(name)") }
        let framing = payloadSigning == .signed ? ["x-amz-decoded-content-length"] : []
        #expect(headers.names == (expected.keys + Self.signingNames + framing).sorted())
    }

    @Test(
        "everything that is sent is signed, and the host with it",
        arguments: [PayloadSigning.unsigned, .signed])
    func signedNames(payloadSigning: PayloadSigning) async throws {
        let bucket = try Bucket.fixture(payloadSigning: payloadSigning, token: Bucket.testToken)
        let headers = try await bucket.put(Self.decorated(), length: 1).request.headers
        #expect(headers.signedNames == (headers.names.filter { $0 != "authorization" } + ["host"]).sorted())
        #expect(
            headers["Authorization"]?.hasPrefix("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20231114/us-east-1/s3/")
                == true)
    }

    @Test("the signature is the one RequestSigning gives for what is sent")
    func signature() async throws {
        let bucket = try Bucket.fixture(endpoint: "http://localhost:8333", token: Bucket.testToken)
        let request = try await bucket.put(Self.decorated(), length: 1).request
        let signer = SigV4Signer(
            credentials: SigningCredentials(
                accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret(Bucket.testSecret),
                sessionToken: Secret(Bucket.testToken)),
            region: "us-east-1")
        let sent = request.headers.fields.filter { $0.name != "Authorization" }.map { ($0.name, $0.value) }
        let head = RequestHead(
            method: "PUT", host: "localhost:8333", encodedPath: "/videos/a%20b/%E8%A7%86%E9%A2%91.mp4", headers: sent)
        let signed = signer.sign(head, payload: .unsigned, at: SigningTime(unixSeconds: Bucket.testTime))
        #expect(signed.fields.contains { $0 == ("Authorization", request.headers["Authorization"] ?? "") })
    }

    @Test("every attempt is signed for its own moment")
    func freshSignature() async throws {
        let clock = Recorder<Int64>()
        clock.add(Bucket.testTime)
        let bucket = try Bucket.fixture { clock.values.last ?? 0 }
        let object = ObjectUpload(key: "k", contentType: "video/mp4")
        let first = try await bucket.put(object, length: 1).request.headers
        clock.add(Bucket.testTime + 61)
        let second = try await bucket.put(object, length: 1).request.headers
        #expect(second["x-amz-date"] == "20231114T221421Z")
        #expect(first["Authorization"] != second["Authorization"])
    }

    @Test("the secret appears nowhere in a request, the token only in its field")
    func secrets() async throws {
        let bucket = try Bucket.fixture(payloadSigning: .signed, token: Bucket.testToken)
        var upload = try await bucket.put(Self.decorated(), length: 1)
        upload.request.headers["x-amz-security-token"] = nil
        var dumped = ""
        dump(upload, to: &dumped)
        dump(bucket, to: &dumped)
        #expect(!"\(dumped)\(upload)\(bucket)".contains("hush-hush"))
    }
}
