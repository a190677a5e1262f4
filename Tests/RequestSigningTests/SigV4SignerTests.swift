import Redaction
import RequestSigning
import Testing

@Suite struct SigV4SignerTests {
    @Test(
        "the requests of the Amazon S3 API Reference get the published signatures",
        arguments: AWSExamples.signedByHeader)
    func published(example: AWSExamples.SignedByHeader) {
        let signature = AWSExamples.signer.sign(example.head, payload: example.payload, at: AWSExamples.time)
        #expect(signature.seed == example.signature)
        let sent = example.head.headers + signature.fields.filter { $0.0 != "Authorization" }
        let canonical = CanonicalRequest(
            method: example.head.method, encodedPath: example.head.encodedPath, query: example.head.query,
            headers: sent + [("Host", example.head.host)], payload: example.payload)
        #expect(canonical.hash == example.canonicalHash)
    }

    @Test("the fields to add are date, payload, token and authorization, in the published form")
    func fields() throws {
        var signer = AWSExamples.signer
        let example = try #require(AWSExamples.signedByHeader.first)
        let plain = signer.sign(example.head, payload: .empty, at: AWSExamples.time).fields
        #expect(plain.map(\.0) == ["x-amz-date", "x-amz-content-sha256", "Authorization"])
        #expect(plain.map(\.1).prefix(2) == ["20130524T000000Z", PayloadHash.empty.literal])
        #expect(
            plain.last?.1
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
        var credentials = signer.credentials
        credentials.sessionToken = Secret("token")
        signer = SigV4Signer(credentials: credentials, region: signer.region)
        let temporary = signer.sign(example.head, payload: .unsigned, at: AWSExamples.time).fields
        #expect(temporary.contains { $0 == ("x-amz-security-token", "token") })
        #expect(temporary.last?.1.contains("x-amz-date;x-amz-security-token") == true)
    }

    @Test("signing again what already carries the fields of an earlier try gives the same signature")
    func signedTwice() throws {
        let example = try #require(AWSExamples.signedByHeader.first)
        var head = example.head
        let earlier = AWSExamples.signer.sign(head, payload: .unsigned, at: SigningTime(unixSeconds: 1_369_350_000))
        head.headers += earlier.fields + [("Host", "stale.example.com")]
        let again = AWSExamples.signer.sign(head, payload: .empty, at: AWSExamples.time)
        #expect(again.seed == example.signature)
    }

    @Test("the presigned URL of the Amazon S3 API Reference gets the published signature")
    func presigned() throws {
        let head = RequestHead(method: "GET", host: AWSExamples.host, encodedPath: "/test.txt")
        let query = try AWSExamples.signer.presign(head, expires: 86_400, at: AWSExamples.time)
        #expect(
            query
                == "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
        let canonical = CanonicalRequest(
            method: "GET", encodedPath: head.encodedPath,
            query: [
                ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
                ("X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"),
                ("X-Amz-Date", "20130524T000000Z"), ("X-Amz-Expires", "86400"), ("X-Amz-SignedHeaders", "host"),
                ("X-Amz-Signature", "not part of what is signed"),
            ], headers: [("host", AWSExamples.host)], payload: .unsigned)
        #expect(canonical.hash == "3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04")
    }

    @Test(
        "a presigned URL lives from one second to seven days",
        arguments: [(1, true), (604_800, true), (0, false), (604_801, false), (-5, false)])
    func lifetime(seconds: Int, allowed: Bool) {
        let head = RequestHead(method: "GET", host: AWSExamples.host, encodedPath: "/test.txt")
        if allowed {
            #expect(throws: Never.self) {
                try AWSExamples.signer.presign(head, expires: seconds, at: AWSExamples.time)
            }
        } else {
            #expect(throws: PresigningError.lifetimeOutOfRange(seconds: seconds)) {
                try AWSExamples.signer.presign(head, expires: seconds, at: AWSExamples.time)
            }
        }
    }
}
