import HTTPTransport
import RequestSigning
import Testing

@testable import ObjectStorage

@Suite struct StoredObjectTests {
    @Test("the answer to a HEAD is read into size, token, checksum, ETag and type")
    func whole() {
        let head = HTTPResponseHead(
            status: 200,
            headers: [
                "content-length": "3000", "ETag": "\"abc\"", "Content-Type": "video/mp4",
                "X-Amz-Meta-Upload-Token": "token", "x-amz-meta-crc64": "18446744073709551615",
            ])
        let object = StoredObject(head)
        #expect(object?.size == 3000)
        #expect(object?.uploadToken == "token")
        #expect(object?.crc64 == .max)
        #expect(object?.etag == "abc")
        #expect(object?.contentType == "video/mp4")
    }

    @Test(
        "what is no answer about an object is none", arguments: [(404, "3000"), (206, "3000"), (200, nil), (200, "x")])
    func none(status: Int, length: String?) {
        var headers: HTTPHeaders = [:]
        headers["Content-Length"] = length
        #expect(StoredObject(HTTPResponseHead(status: status, headers: headers)) == nil)
    }

    @Test("the question is a signed HEAD without a body")
    func request() async throws {
        let http = ScriptedHTTP([.object(size: 3)])
        #expect(try await Bucket.fixture(token: Bucket.testToken, http: http).head("a b.mp4")?.size == 3)
        let request = try #require(http.requests.first)
        #expect(request.method == "HEAD")
        #expect(request.url == "https://s3.example/videos/a%20b.mp4")
        #expect(request.body == nil)
        let names = ["authorization", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"]
        #expect(request.headers.names == names)
        #expect(request.headers.signedNames == ["host"] + names.dropFirst())
    }
}
