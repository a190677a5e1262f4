import Digests
import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

/// Uploads whose proof is a CRC-64/NVME behind the body (object-storage facts 1.4 and 2.1).
@Suite struct TrailerTests {
    private static let https = "https://s3.eu-west-1.amazonaws.com"
    private static let http = "http://s3.eu-west-1.amazonaws.com"

    @Test(
        "the body is aws-chunked with a trailer, signed unless TLS protects it",
        arguments: [
            (https, PayloadSigning.auto, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
            (http, .auto, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
            (https, .signed, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
        ])
    func fields(endpoint: String, payloadSigning: PayloadSigning, payload: String) async throws {
        let bucket = try Bucket.fixture(endpoint: endpoint, payloadSigning: payloadSigning)
        var object = ObjectUpload.video()
        object.contentMD5 = "XrY7u+Ae7tCTyyK7j1rNww=="
        let single = try await bucket.put(object, length: 66_560)
        let part = try await bucket.part(
            1, of: MultipartUpload(key: "k", id: "u", token: nil), length: 66_560, digests: bucket.digests())
        for upload in [single, part] {
            let headers = upload.request.headers
            #expect(headers["x-amz-content-sha256"] == payload)
            #expect(headers["x-amz-trailer"] == "x-amz-checksum-crc64nvme")
            #expect(headers["x-amz-decoded-content-length"] == "66560")
            #expect(headers["Content-Encoding"] == "aws-chunked")
            #expect(headers["Content-MD5"] == nil)
            #expect(headers["x-amz-checksum-crc64nvme"] == nil)
            #expect(headers.signedNames.contains("x-amz-trailer"))
        }
    }

    @Test("who wants no signatures gets the plain body")
    func unsigned() async throws {
        let bucket = try Bucket.fixture(endpoint: Self.https, payloadSigning: .unsigned)
        let upload = try await bucket.put(.video(), length: 9)
        #expect(upload.framing == nil)
        #expect(upload.request.headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD")
        #expect(upload.request.headers["x-amz-trailer"] == nil)
    }

    @Test("the trailer is the checksum of the bytes that passed", arguments: [https, http])
    func body(endpoint: String) async throws {
        let bucket = try Bucket.fixture(endpoint: endpoint)
        let digests = bucket.digests()
        let bytes = Array("123456789".utf8)
        let upload = try await bucket.put(.video(), length: 9, digests: digests)
        var framing = try #require(upload.framing)
        digests.update(bytes)
        let wire = bytes.withUnsafeBytes { framing.prefix(of: [$0]) } + bytes + framing.suffix + framing.end()
        let text = String(decoding: wire, as: UTF8.self)
        #expect(text.contains("\r\nx-amz-checksum-crc64nvme:rosUhgp5mIg=\r\n"))
        #expect(wire.count == Int(upload.wireLength))
        if endpoint == Self.https {
            #expect(text == "9\r\n123456789\r\n0\r\nx-amz-checksum-crc64nvme:rosUhgp5mIg=\r\n\r\n")
        } else {
            #expect(text.hasPrefix("9;chunk-signature="))
            #expect(text.contains("\r\nx-amz-trailer-signature:"))
        }
    }

    @Test("the checksum of the whole is announced, combined from those of the parts, and checked")
    func multipart() async throws {
        let begun = "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
        func result(_ checksum: String) -> ScriptedHTTP.Answer {
            .reply(
                200,
                "<CompleteMultipartUploadResult><ETag>\"e-2\"</ETag><ChecksumCRC64NVME>\(checksum)</ChecksumCRC64NVME>"
                    + "</CompleteMultipartUploadResult>")
        }
        let http = ScriptedHTTP([.reply(200, begun), result("rosUhgp5mIg="), result("rosUhgp5mIk=")])
        let bucket = try Bucket.fixture(endpoint: Self.https, http: http)
        let upload = try await bucket.beginMultipart(.video(token: "t"))
        #expect(http.requests[0].headers["x-amz-checksum-algorithm"] == "CRC64NVME")
        #expect(http.requests[0].headers["x-amz-checksum-type"] == "FULL_OBJECT")
        // "1234" and "56789" (object-storage facts 9.2).
        let parts = [
            UploadedPart(number: 1, etag: "a", size: 4, crc64: nil, crc64nvme: 0x29f5_dbe7_e2ff_71d4),
            UploadedPart(number: 2, etag: "b", size: 5, crc64: nil, crc64nvme: 0xf87d_c887_176c_e667),
        ]
        _ = try await bucket.complete(upload, object: .video(token: "t"), parts: parts, size: 9, crc64: 1)
        let headers = http.requests[1].headers
        #expect(headers["x-amz-checksum-crc64nvme"] == "rosUhgp5mIg=")
        #expect(headers["x-amz-checksum-type"] == "FULL_OBJECT")
        #expect(headers["x-amz-mp-object-size"] == "9")
        let failure = try await #require(throws: Failure.self) {
            try await bucket.complete(upload, object: .video(token: "t"), parts: parts, size: 9, crc64: 1)
        }
        #expect(failure.code == "storage.wrong-checksum")
        #expect(http.requests.count == 3)
    }

    @Test("a part in memory carries the checksum in a field")
    func partInMemory() async throws {
        let http = ScriptedHTTP([.reply(200, "", ["ETag": "\"e\"", "x-amz-checksum-crc64nvme": "rosUhgp5mIg="])])
        let part = try await Bucket.fixture(endpoint: Self.https, http: http)
            .write(part: 1, of: MultipartUpload(key: "k", id: "u", token: nil), Array("123456789".utf8))
        #expect(part.crc64nvme == 0xae8b_1486_0a79_9888)
        #expect(http.requests[0].headers["x-amz-checksum-crc64nvme"] == "rosUhgp5mIg=")
    }

    @Test("where the checksum of a part is not known, that of the whole is left to the server")
    func unknownPart() async throws {
        let http = ScriptedHTTP([
            .reply(200, "<CompleteMultipartUploadResult/>"), .object(size: 9, token: "t"),
        ])
        let parts = [UploadedPart(number: 1, etag: "a", size: 9, crc64: nil)]
        _ = try await Bucket.fixture(endpoint: Self.https, http: http)
            .complete(
                MultipartUpload(key: "k", id: "u", token: "t"), object: .video(token: "t"), parts: parts, size: 9,
                crc64: 1)
        #expect(http.requests[0].headers["x-amz-checksum-crc64nvme"] == nil)
        #expect(http.requests[1].headers["x-amz-checksum-mode"] == "ENABLED")
    }
}
