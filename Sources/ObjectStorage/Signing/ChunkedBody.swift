import Digests
import HTTPTransport
import RequestSigning

/// An aws-chunked body: every chunk with the signature of its own bytes, or without; a checksum behind the last one, or
/// none.
struct ChunkedBody: BodyFraming {
    /// AWS advises 64 KiB and refuses less than 8 KiB.
    static let defaultChunkLength = 64 << 10

    /// `nil` where chunks are not signed.
    private var signer: ChunkSigner?
    private let trailer: Trailer?
    let chunkLength: Int

    /// What stands behind the last chunk; its value is known when all bytes have passed.
    struct Trailer: Sendable {
        var name: String
        var value: @Sendable () -> String
    }

    init(signer: ChunkSigner?, trailer: Trailer? = nil, chunkLength: Int = defaultChunkLength) {
        self.signer = signer
        self.trailer = trailer
        self.chunkLength = chunkLength
    }

    mutating func prefix(of chunk: [UnsafeRawBufferPointer]) -> [UInt8] {
        let length = chunk.reduce(0) { $0 + $1.count }
        guard signer != nil else { return Array(ChunkedFraming.chunkHeader(dataLength: length, signature: nil).utf8) }
        var hash = SHA256()
        for piece in chunk { hash.update(piece) }
        let signature = signer?.sign(chunkHash: hex(hash.finalize()))
        return Array(ChunkedFraming.chunkHeader(dataLength: length, signature: signature).utf8)
    }

    var suffix: [UInt8] { Array(ChunkedFraming.lineEnd.utf8) }

    mutating func end() -> [UInt8] {
        let signature = signer?.signEnd()
        guard let trailer else { return Array(ChunkedFraming.end(signature: signature).utf8) }
        let value = trailer.value()
        let trailerSignature = signer?.sign(trailer: trailer.name, value: value)
        return Array(ChunkedFraming.end(signature: signature, trailer: (trailer.name, value, trailerSignature)).utf8)
    }
}
