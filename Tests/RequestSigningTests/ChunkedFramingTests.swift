import RequestSigning
import Testing

@Suite struct ChunkedFramingTests {
    private static let trailer = (name: "x-amz-checksum-crc32c", value: "sOO8/Q==")
    private static let signedTrailer = ChunkedFraming.signedTrailer(
        name: trailer.name, valueLength: trailer.value.utf8.count)
    private static let unsignedTrailer = ChunkedFraming.unsignedTrailer(
        name: trailer.name, valueLength: trailer.value.utf8.count)

    @Test("the examples of the Amazon S3 API Reference have the published framed lengths")
    func published() {
        #expect(ChunkedFraming.signed.encodedLength(decodedLength: 66_560, chunkSize: 65_536) == 66_824)
        #expect(Self.signedTrailer.encodedLength(decodedLength: 66_560, chunkSize: 65_536) == 66_946)
    }

    @Test("chunk headers and ends are laid out byte for byte")
    func layout() {
        #expect(ChunkedFraming.chunkHeader(dataLength: 65_536, signature: "ab") == "10000;chunk-signature=ab\r\n")
        #expect(ChunkedFraming.chunkHeader(dataLength: 255, signature: nil) == "ff\r\n")
        #expect(ChunkedFraming.end(signature: "ab") == "0;chunk-signature=ab\r\n\r\n")
        #expect(
            ChunkedFraming.end(signature: "ab", trailer: ("x-name", "value", "cd"))
                == "0;chunk-signature=ab\r\nx-name:value\r\nx-amz-trailer-signature:cd\r\n\r\n")
        #expect(ChunkedFraming.end(signature: nil, trailer: ("x-name", "value", nil)) == "0\r\nx-name:value\r\n\r\n")
    }

    @Test(
        "the length told beforehand is that of the body put together",
        arguments: [0, 1, 15, 16, 17, 32, 4095, 4096, 70_000], [1, 16, 4096])
    func lengths(decodedLength: Int, chunkSize: Int) {
        for framing in [ChunkedFraming.signed, Self.signedTrailer, Self.unsignedTrailer] {
            let told = framing.encodedLength(decodedLength: Int64(decodedLength), chunkSize: chunkSize)
            #expect(told == Int64(Self.bodyLength(framing, decodedLength: decodedLength, chunkSize: chunkSize)))
        }
    }

    @Test("each framing names its payload literal")
    func payloads() {
        #expect(ChunkedFraming.signed.payload == .streaming)
        #expect(Self.signedTrailer.payload == .streamingTrailer)
        #expect(Self.unsignedTrailer.payload == .streamingUnsignedTrailer)
    }

    private static func bodyLength(_ framing: ChunkedFraming, decodedLength: Int, chunkSize: Int) -> Int {
        let signature = framing.payload == .streamingUnsignedTrailer ? nil : String(repeating: "f", count: 64)
        var length = 0
        for start in stride(from: 0, to: decodedLength, by: chunkSize) {
            let data = min(chunkSize, decodedLength - start)
            length += ChunkedFraming.chunkHeader(dataLength: data, signature: signature).utf8.count
            length += data + ChunkedFraming.lineEnd.utf8.count
        }
        let end =
            framing.payload == .streaming
            ? ChunkedFraming.end(signature: signature)
            : ChunkedFraming.end(signature: signature, trailer: (trailer.name, trailer.value, signature))
        return length + end.utf8.count
    }
}
