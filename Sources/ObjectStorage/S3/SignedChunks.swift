import Digests
import HTTPTransport
import RequestSigning

/// The body framing of `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`: every chunk carries the signature of its own bytes.
struct SignedChunks: BodyFraming {
    private var signer: ChunkSigner
    let chunkLength: Int

    init(signer: ChunkSigner, chunkLength: Int) {
        self.signer = signer
        self.chunkLength = chunkLength
    }

    mutating func prefix(of chunk: [UnsafeRawBufferPointer]) -> [UInt8] {
        var hash = SHA256()
        for piece in chunk { hash.update(piece) }
        let signature = signer.sign(chunkHash: hex(hash.finalize()))
        let length = chunk.reduce(0) { $0 + $1.count }
        return Array(ChunkedFraming.chunkHeader(dataLength: length, signature: signature).utf8)
    }

    var suffix: [UInt8] { Array(ChunkedFraming.lineEnd.utf8) }

    mutating func end() -> [UInt8] {
        Array(ChunkedFraming.end(signature: signer.signEnd()).utf8)
    }
}
