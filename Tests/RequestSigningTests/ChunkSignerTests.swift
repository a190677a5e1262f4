import Digests
import RequestSigning
import Testing

@Suite struct ChunkSignerTests {
    private static let chunks = [65_536, 1024].map { [UInt8](repeating: UInt8(ascii: "a"), count: $0) }

    @Test(
        "the chunked uploads of the Amazon S3 API Reference get the published signatures",
        arguments: [
            (
                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
                [
                    "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                    "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                    "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
                ], nil
            ),
            (
                "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
                [
                    "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                    "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                    "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
                ], "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"
            ),
        ] as [(String, [String], String?)])
    func published(seed: String, signatures: [String], trailer: String?) {
        var signer = AWSExamples.signer.chunkSigner(seed: seed, at: AWSExamples.time)
        var signed = Self.chunks.map { signer.sign(chunkHash: hex(SHA256.hash($0))) }
        signed.append(signer.signEnd())
        #expect(signed == signatures)
        if let trailer {
            #expect(signer.sign(trailer: "x-amz-checksum-crc32c", value: "sOO8/Q==") == trailer)
        }
    }

    @Test("the pieces that are signed have the published hashes")
    func hashes() {
        #expect(
            Self.chunks.map { hex(SHA256.hash($0)) } == [
                "bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a",
                "2edc986847e209b4016e141a6dc8716d3207350f416969382d431539bf292e4a",
            ])
        #expect(
            hex(SHA256.hash("x-amz-checksum-crc32c:sOO8/Q==\n"))
                == "1e376db7e1a34a8ef1c4bcee131a2d60a1cb62503747488624e10995f448d774")
    }

    @Test("neither printing nor dumping a signer shows its key")
    func redacted() {
        let signer = AWSExamples.signer.chunkSigner(seed: "seed", at: AWSExamples.time)
        var dumped = ""
        dump(signer, to: &dumped)
        for text in [dumped, "\(signer)", String(reflecting: signer)] {
            #expect(text.contains("REDACTED"))
            #expect(!text.contains("bytes"))
        }
    }
}
