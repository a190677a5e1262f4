import RequestSigning
import Testing

@Suite struct CanonicalRequestTests {
    @Test("headers are lower-cased, sorted, trimmed and joined; those that change on the way are left out")
    func headers() {
        let canonical = CanonicalRequest(
            method: "PUT", encodedPath: "/bucket//a/../b", query: [("b", "2"), ("a", ""), ("a", "1 +/"), ("A", "")],
            headers: [
                ("X-Amz-Meta-Note", " two  inner\t spaces "), ("Host", "localhost:8333"), ("x-amz-meta-list", "z"),
                ("Content-Type", "video/mp4"), ("X-Amz-Meta-List", "a"), ("x-amz-meta-empty", ""),
                ("User-Agent", "keepreel"), ("Expect", "100-continue"), ("Transfer-Encoding", "chunked"),
                ("Accept-Encoding", "gzip"), ("Connection", "close"), ("Authorization", "stale"),
            ], payload: .unsigned)
        #expect(
            canonical.text == """
                PUT
                /bucket//a/../b
                A=&a=&a=1%20%2B%2F&b=2
                content-type:video/mp4
                host:localhost:8333
                x-amz-meta-empty:
                x-amz-meta-list:z,a
                x-amz-meta-note:two inner spaces

                content-type;host;x-amz-meta-empty;x-amz-meta-list;x-amz-meta-note
                UNSIGNED-PAYLOAD
                """)
        #expect(canonical.signedHeaders == "content-type;host;x-amz-meta-empty;x-amz-meta-list;x-amz-meta-note")
    }

    @Test(
        "a payload is named by its hash or its literal",
        arguments: [
            (PayloadHash.empty, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (.sha256Hex("00"), "00"), (.unsigned, "UNSIGNED-PAYLOAD"),
            (.streaming, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            (.streamingTrailer, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
            (.streamingUnsignedTrailer, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ])
    func payload(payload: PayloadHash, literal: String) {
        #expect(payload.literal == literal)
    }
}
