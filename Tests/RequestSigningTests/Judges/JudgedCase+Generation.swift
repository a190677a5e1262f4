import Foundation
import RequestSigning

extension JudgedCase {
    /// A request with everything that has tripped signers: odd keys, repeated names, inner spaces, tokens.
    static func random(
        key: String? = nil, presigned: Bool, using generator: inout some RandomNumberGenerator
    ) -> JudgedCase {
        let endpoint = generator.pick(endpoints)
        var query = generator.pairs(0...4, names: queryNames, values: texts)
        if presigned {
            // botocore presigns no repeated query names
            var seen: Set<String> = []
            query = query.filter { seen.insert($0[0]).inserted }
        }
        var generated = JudgedCase(
            method: generator.pick(["GET", "PUT", "POST", "HEAD", "DELETE"]), scheme: endpoint.scheme,
            host: endpoint.host, path: "/" + (key ?? NastyKeys.random(using: &generator)), query: query,
            headers: generator.pairs(0...6, names: headerNames, values: headerValues),
            body: Data(
                (0..<Int.random(in: 0...40, using: &generator)).map { _ in .random(in: 0...255, using: &generator) }),
            payload: generator.pick(Payload.allCases),
            accessKeyID: generator.pick(["AKIAIOSFODNN7EXAMPLE", "ak"]),
            secret: generator.pick(["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "sécret ", "s"]),
            token: generator.pick([nil, "token", "FwoGZXIvYXdzE//+/=="]),
            region: generator.pick(["us-east-1", "eu-central-1", "auto", "oss-cn-hangzhou"]),
            time: .random(in: 0...4_102_444_800, using: &generator),
            expires: presigned ? .random(in: 1...604_800, using: &generator) : nil)
        generated.encodedQuery = generated.head.encodedQuery
        return generated
    }

    private static let endpoints = [
        (scheme: "https", host: "bucket.s3.amazonaws.com"), (scheme: "https", host: "storage.example.com:8443"),
        (scheme: "http", host: "127.0.0.1:8333"), (scheme: "http", host: "localhost"),
        (scheme: "https", host: "[::1]:9000"),
    ]

    private static let queryNames = [
        "prefix", "uploads", "partNumber", "uploadId", "response-content-type", "a", "a-b", "a.b", "A", "ü", "x y",
        "a+",
    ]

    private static let texts = ["", "1", "10", "2", "a b", "a+b", "a/b", "ü影🎬", "=", "&", "%41", "video/mp4; x=\"y\""]

    private static let headerNames = [
        "Content-Type", "content-md5", "Content-Length", "x-amz-acl", "X-Amz-Meta-Task-Id", "x-amz-meta-note",
        "X-AMZ-META-NOTE", "x-amz-storage-class", "Range", "If-None-Match", "Cache-Control", "User-Agent", "Expect",
        "Transfer-Encoding", "Connection", "traceparent", "X-Amzn-Trace-Id", "Te",
    ]

    private static let headerValues = [
        "", "a", "video/mp4", " lead", "trail ", "two  inner   spaces", "tab\t tab", "a,b", "a, b", "  ", "\"etag\"",
        "bytes=0-9", "ü影", "*",
    ]
}
