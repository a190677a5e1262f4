import Redaction
import RequestSigning
import Testing

@Suite struct OSSV4SignerTests {
    @Test("requests of the Go SDK get its Authorization", arguments: OSSExamples.byHeader)
    func byHeader(example: OSSExamples.Signed) {
        let signed = example.signer.sign(
            OSSExamples.head(contentType: "text/plain"), resource: OSSExamples.resource,
            additionalHeaders: example.additionalHeaders, at: example.time)
        #expect(signed.seed == example.signature)
        let scope = "\(example.time.date)/\(example.region)/\(example.product)/aliyun_v4_request"
        #expect(
            signed.fields.last?.1
                == "OSS4-HMAC-SHA256 Credential=ak/\(scope)\(example.named),Signature=\(example.signature)")
    }

    @Test("URLs of the Go SDK get its query", arguments: OSSExamples.byQuery)
    func byQuery(example: OSSExamples.Signed) throws {
        let query = try example.signer.presign(
            OSSExamples.head(contentType: "application/octet-stream"), resource: OSSExamples.resource,
            expires: OSSExamples.expires, additionalHeaders: example.additionalHeaders, at: example.time)
        #expect(query.hasSuffix("&x-oss-signature=\(example.signature)"))
        let pairs = try queryPairs(of: query).filter { $0[0].hasPrefix("x-oss-") }
        let values = Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
        let scope = "\(example.time.date)/\(example.region)/\(example.product)/aliyun_v4_request"
        var expected = [
            "x-oss-signature-version": "OSS4-HMAC-SHA256", "x-oss-credential": "ak/\(scope)",
            "x-oss-date": example.time.timestamp, "x-oss-expires": "599", "x-oss-signature": example.signature,
        ]
        expected["x-oss-security-token"] = example.token?.reveal()
        expected["x-oss-additional-headers"] = example.named.isEmpty ? nil : example.named
        #expect(values == expected)
    }

    @Test("a signed URL holds what was signed, names without value bare, and then the signature")
    func layout() throws {
        let example = try #require(OSSExamples.byQuery.first)
        let query = try example.signer.presign(
            OSSExamples.head(contentType: "application/octet-stream"), resource: OSSExamples.resource,
            expires: OSSExamples.expires, at: example.time)
        #expect(
            query
                == "%2Bparam1=value3&%2Bparam2&%7Cparam1=value4&%7Cparam2&param1=value1&param2"
                + "&x-oss-credential=ak%2F20231217%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20231217T025437Z"
                + "&x-oss-expires=599&x-oss-signature-version=OSS4-HMAC-SHA256"
                + "&x-oss-signature=a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe")
    }

    @Test("the fields to add are date, payload, token and authorization")
    func fields() throws {
        let examples = OSSExamples.byHeader
        let names = examples.prefix(2).map { example in
            example.signer.sign(
                OSSExamples.head(contentType: "text/plain"), resource: OSSExamples.resource, at: example.time
            ).fields
        }
        #expect(names.first?.map(\.0) == ["x-oss-date", "x-oss-content-sha256", "Authorization"])
        #expect(names.first?.map(\.1).prefix(2) == ["20231216T162057Z", "UNSIGNED-PAYLOAD"])
        #expect(
            names.last?.map(\.0)
                == ["x-oss-date", "x-oss-content-sha256", "x-oss-security-token", "Authorization"])
        #expect(names.last?.contains { $0 == ("x-oss-security-token", "token") } == true)
    }

    @Test("signing again what already carries the fields of an earlier try gives the same signature")
    func signedTwice() throws {
        let example = try #require(OSSExamples.byHeader.first)
        var head = OSSExamples.head(contentType: "text/plain")
        let earlier = example.signer.sign(
            head, resource: OSSExamples.resource, at: SigningTime(unixSeconds: 1_702_740_000))
        head.headers += earlier.fields.map { ($0.0.uppercased(), $0.1) }
        let again = example.signer.sign(head, resource: OSSExamples.resource, at: example.time)
        #expect(again.seed == example.signature)
    }

    /// An empty list is refused with EC 0002-00000209.
    @Test(
        "no additional headers are mentioned where none counts",
        arguments: [[], ["x-oss-head1", "Content-Type", "content-md5"], ["not-there"], ["empty", "blank"]])
    func noAdditionalHeaders(names: [String]) throws {
        let example = try #require(OSSExamples.byHeader.first)
        var head = OSSExamples.head(contentType: "text/plain")
        head.headers += [("Empty", ""), ("blank", " \t")]
        let signed = example.signer.sign(
            head, resource: OSSExamples.resource, additionalHeaders: names, at: example.time)
        #expect(signed.seed == example.signature)
        #expect(signed.fields.last?.1.contains("AdditionalHeaders") == false)
        let query = try example.signer.presign(
            head, resource: OSSExamples.resource, expires: 1, additionalHeaders: names, at: example.time)
        #expect(!query.contains("x-oss-additional-headers"))
    }

    @Test("neither host nor path matter beside the resource, unless the host is additional")
    func hosts() throws {
        let example = try #require(OSSExamples.byHeader.first)
        var head = OSSExamples.head(contentType: "text/plain")
        let withHost = example.signer.sign(
            head, resource: OSSExamples.resource, additionalHeaders: ["Host"], at: example.time)
        #expect(withHost.fields.last?.1.contains(",AdditionalHeaders=host,") == true)
        for (host, path) in [("videos.example.com", head.encodedPath), ("10.0.0.1:8080", OSSExamples.resource)] {
            head.host = host
            head.encodedPath = path
            let plain = example.signer.sign(head, resource: OSSExamples.resource, at: example.time)
            #expect(plain.seed == example.signature)
            let other = example.signer.sign(
                head, resource: OSSExamples.resource, additionalHeaders: ["Host"], at: example.time)
            #expect(other.seed != withHost.seed)
        }
    }

    @Test(
        "a presigned URL lives from one second to seven days",
        arguments: [(1, true), (604_800, true), (0, false), (604_801, false), (-5, false)])
    func lifetime(seconds: Int, allowed: Bool) throws {
        let example = try #require(OSSExamples.byQuery.first)
        let presign = { () throws(PresigningError) in
            try example.signer.presign(
                OSSExamples.head(contentType: "video/mp4"), resource: OSSExamples.resource, expires: seconds,
                at: example.time)
        }
        if allowed {
            #expect(throws: Never.self) { try presign() }
        } else {
            #expect(throws: PresigningError.lifetimeOutOfRange(seconds: seconds)) { try presign() }
        }
    }
}
