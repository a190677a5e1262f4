import Glibc
import TestServers
import Testing

/// AWS's published examples of signed chunks and of a signed trailer (Amazon S3 API reference, "Signature calculations
/// for the authorization header: transferring payload in multiple chunks", the second "including trailing headers").
@Suite("Published chunk signatures", .timeLimit(.minutes(2)))
struct PublishedChunksTests {
    struct Example: Sendable {
        var name: String
        var payload: String
        var headers: [String]
        var signedHeaders: String
        var seed: String
        var chunks: [String]
        var trailer: String
    }

    private static let examples = [
        Example(
            name: "chunks", payload: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", headers: [],
            signedHeaders: "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                + "x-amz-decoded-content-length;x-amz-storage-class",
            seed: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            chunks: [
                "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            ], trailer: ""),
        Example(
            name: "trailer", payload: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            headers: ["x-amz-trailer: x-amz-checksum-crc32c"],
            signedHeaders: "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                + "x-amz-storage-class;x-amz-trailer",
            seed: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
            chunks: [
                "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            ],
            trailer: "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:"
                + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n"),
    ]

    @Test("they are accepted, and not with a single other byte", arguments: examples)
    func published(_ example: Example) async throws {
        var settings = ServerSettings()
        settings.clockOffset = 1_369_353_600 - Double(time(nil))
        settings.credentials = [
            ServerCredential(
                accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
        ]
        settings.buckets = ["examplebucket": BucketSettings(region: "us-east-1")]
        let server = try await StrictS3Server.start(.aws, buckets: [], settings: settings)
        let content = [UInt8](repeating: UInt8(ascii: "a"), count: 66_560)
        #expect(try await put(example, content, to: server) == 200)
        #expect(try await server.object("chunkObject.txt", in: "examplebucket") == content)
        try await server.control.remove("chunkObject.txt", in: "examplebucket")
        var changed = content
        changed[66_000] = UInt8(ascii: "b")
        #expect(try await put(example, changed, to: server) == 403)
        #expect(try await server.object("chunkObject.txt", in: "examplebucket") == nil)
        try await server.stop()
    }

    private func put(_ example: Example, _ content: [UInt8], to server: StrictS3Server) async throws -> Int {
        let scratch = try ScratchDirectory("chunks")
        var body: [UInt8] = []
        for (bytes, signature) in zip([content[..<65_536], content[65_536...], []], example.chunks) {
            body += Array("\(String(bytes.count, radix: 16));chunk-signature=\(signature)\r\n".utf8) + bytes
            if !bytes.isEmpty { body += Array("\r\n".utf8) }
        }
        body += Array("\(example.trailer)\r\n".utf8)
        let credential = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"
        let headers =
            [
                "Host: s3.amazonaws.com", "Content-Encoding: aws-chunked", "x-amz-date: 20130524T000000Z",
                "x-amz-content-sha256: \(example.payload)", "x-amz-decoded-content-length: 66560",
                "x-amz-storage-class: REDUCED_REDUNDANCY", "Expect:",
                "Authorization: AWS4-HMAC-SHA256 Credential=\(credential),SignedHeaders=\(example.signedHeaders),"
                    + "Signature=\(example.seed)",
            ] + example.headers
        let reply = try await Curl.run(
            "\(server.endpoint)/examplebucket/chunkObject.txt",
            ["-T", scratch.write(body, to: "body")] + headers.flatMap { ["-H", $0] })
        return reply.status
    }
}
