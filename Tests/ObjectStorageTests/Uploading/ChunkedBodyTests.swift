import HTTPTransport
import Redaction
import RequestSigning
import Testing

@testable import ObjectStorage

@Suite struct ChunkedBodyTests {
    /// Length of `0;chunk-signature=<64 digits>` and two line ends.
    private static let endLength: Int64 = 86

    @Test(
        "the length on the wire counts every chunk's frame",
        arguments: [
            (0, endLength),
            (1, 1 + 1 + 85 + endLength),
            (16 << 10, 16_384 + 4 + 85 + endLength),
            (65_535, 65_535 + 4 + 85 + endLength),
            (65_536, 65_536 + 5 + 85 + endLength),
            (65_537, 65_536 + 5 + 85 + 1 + 1 + 85 + endLength),
            (66_560, 66_824),
            (131_072, 2 * (65_536 + 5 + 85) + endLength),
            (5_000_000, 76 * (65_536 + 5 + 85) + 19_264 + 4 + 85 + endLength),
            (5 << 30, 81_920 * (65_536 + 5 + 85) + endLength),
        ] as [(Int64, Int64)])
    func wireLength(length: Int64, expected: Int64) async throws {
        let object = ObjectUpload(key: "k", contentType: "video/mp4")
        #expect(try await Bucket.fixture(payloadSigning: .signed).put(object, length: length).wireLength == expected)
        #expect(try await Bucket.fixture().put(object, length: length).wireLength == length)
    }

    @Test("a framed body is as long as was announced", arguments: [0, 1, 16_384, 65_535, 65_536, 65_537, 200_000])
    func framedLength(length: Int) async throws {
        let bucket = try Bucket.fixture(payloadSigning: .signed)
        let upload = try await bucket.put(ObjectUpload(key: "k", contentType: "video/mp4"), length: Int64(length))
        var framing = try #require(upload.framing)
        let body = [UInt8](repeating: 7, count: length)
        var framed = 0
        for start in stride(from: 0, to: length, by: framing.chunkLength) {
            let chunk = body[start..<min(length, start + framing.chunkLength)]
            framed += chunk.withUnsafeBytes { framing.prefix(of: [$0]).count } + chunk.count + framing.suffix.count
        }
        #expect(Int64(framed + framing.end().count) == upload.wireLength)
    }

    /// Amazon S3 API Reference, "Transferring Payload in Multiple Chunks": 66,560 times `a`, in chunks of 64 KiB.
    @Test("chunks get the signatures of Amazon's example, in however many pieces they lie")
    func amazonsExample() throws {
        let signer = SigV4Signer(
            credentials: SigningCredentials(
                accessKeyID: "AKIAIOSFODNN7EXAMPLE",
                secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")),
            region: "us-east-1")
        let seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
        var chunks = ChunkedBody(
            signer: signer.chunkSigner(seed: seed, at: SigningTime(unixSeconds: 1_369_353_600)), chunkLength: 64 << 10)
        let body = [UInt8](repeating: UInt8(ascii: "a"), count: 66_560)
        let texts = body.withUnsafeBytes { bytes in
            func piece(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[range]) }
            return [
                chunks.prefix(of: [piece(0..<1000), piece(1000..<65_536)]), chunks.suffix,
                chunks.prefix(of: [piece(65_536..<66_560)]), chunks.end(),
            ].map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(
            texts == [
                "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n", "\r\n",
                "400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n",
                "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n",
            ])
    }
}
