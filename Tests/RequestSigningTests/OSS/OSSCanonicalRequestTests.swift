import Redaction
import Testing

@testable import RequestSigning

@Suite struct OSSCanonicalRequestTests {
    @Test("the first request of the Go SDK has the known form")
    func known() throws {
        let head = OSSExamples.head(contentType: "text/plain")
        let headers = head.sentHeaders(with: [
            ("x-oss-date", "20231216T162057Z"), ("x-oss-content-sha256", "UNSIGNED-PAYLOAD"),
        ])
        let canonical = OSSCanonicalRequest(
            method: head.method, resource: OSSExamples.resource, query: head.query, headers: headers,
            additional: AdditionalHeaders([], among: headers))
        #expect(
            canonical.text == """
                PUT
                /bucket/1234%2B-/123/1.txt
                %2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2
                content-type:text/plain
                x-oss-content-sha256:UNSIGNED-PAYLOAD
                x-oss-date:20231216T162057Z
                x-oss-head1:value


                UNSIGNED-PAYLOAD
                """)
        #expect(canonical.hash == "f4613657f1b108998e8dbd10a1aa5da621dc2c6e02c9ddec0f163664848704c4")
    }

    /// As the Go SDK does it; the documentation says the same of white space, and nothing of repeated names.
    @Test("values lose white space before and after only, and those of a repeated name are joined by commas")
    func headers() {
        let headers = [
            ("X-OSS-Meta-Note", "\t two  inner\t spaces "), ("x-oss-meta-list", "z "), ("Content-MD5", "md5"),
            ("X-Oss-Meta-List", " a"), ("x-oss-meta-empty", "  "), ("x-ossify", "no"), ("Range", "no"), ("ABC", " b"),
            ("abc", "a"), ("host", "example.com"), ("Authorization", "stale"),
        ]
        let canonical = OSSCanonicalRequest(
            method: "GET", resource: "/", query: [("a", ""), ("a", "1"), ("A", "")], headers: headers,
            additional: AdditionalHeaders(["host", "Abc", "abc", "x-oss-meta-note", "none"], among: headers))
        #expect(
            canonical.text == """
                GET
                /
                A&a&a=1
                abc:b,a
                content-md5:md5
                host:example.com
                x-oss-meta-empty:
                x-oss-meta-list:z,a
                x-oss-meta-note:two  inner\t spaces

                abc;host
                UNSIGNED-PAYLOAD
                """)
    }

    /// The key and the signature that are printed there fit each other, but not the secret beside them.
    @Test("the example of the documentation has the printed hash, and the signature of the printed secret")
    func documentation() throws {
        let time = SigningTime(unixSeconds: 1_744_353_684)
        let head = RequestHead(
            method: "PUT", host: "examplebucket.oss-cn-hangzhou.aliyuncs.com", encodedPath: "/exampleobject",
            headers: [
                ("content-disposition", "attachment"), ("content-length", "3"),
                ("content-md5", "ICy5YqxZB1uWSwcVLSNLcA=="), ("content-type", "text/plain"),
            ])
        let additional = ["content-disposition", "content-length"]
        let signer = OSSV4Signer(
            credentials: SigningCredentials(
                accessKeyID: "LTAI****************", secretAccessKey: Secret("yourAccessKeySecret")),
            region: "cn-hangzhou")
        let signed = signer.sign(
            head, resource: "/examplebucket/exampleobject", additionalHeaders: additional, at: time)
        #expect(signed.seed == "d3694c2dfc5371ee6acd35e88c4871ac95a7ba01d3a2f476768fe61218590097")
        let headers = head.sentHeaders(with: signed.fields)
        let canonical = OSSCanonicalRequest(
            method: "PUT", resource: "/examplebucket/exampleobject", query: [], headers: headers,
            additional: AdditionalHeaders(additional, among: headers))
        #expect(canonical.hash == "c46d96390bdbc2d739ac9363293ae9d710b14e48081fcb22cd8ad54b63136eca")

        let printedKey = try SigningKey(hexadecimal: "3543b7686e65eda71e5e5ca19d548d78423c37e8ddba4dc9d83f90228b457c76")
        let stringToSign = [
            "OSS4-HMAC-SHA256", "20250411T064124Z", "20250411/cn-hangzhou/oss/aliyun_v4_request", canonical.hash,
        ].joined(separator: "\n")
        #expect(
            printedKey.sign(stringToSign) == "053edbf550ebd239b32a9cdfd93b0b2b3f2d223083aa61f75e9ac16856d61f23")
    }
}
