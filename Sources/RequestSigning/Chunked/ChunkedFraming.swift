/// How an aws-chunked body is laid out (Amazon S3 API Reference, "Signature Calculations for the Authorization Header:
/// Transferring Payload in Multiple Chunks", and the same "Including Trailing Headers").
///
/// Each chunk is ``chunkHeader(dataLength:signature:)``, the data, ``lineEnd``; the body ends with
/// ``end(signature:trailer:)``. All chunks but the last have the same length, 8 KiB or more.
public enum ChunkedFraming: Sendable, Hashable {
    /// Every chunk is signed, nothing follows.
    case signed
    /// Every chunk is signed; a signed trailer follows.
    case signedTrailer(name: String, valueLength: Int)
    /// Nothing is signed; a trailer follows.
    case unsignedTrailer(name: String, valueLength: Int)

    /// What stands between lines, and after the data of a chunk.
    public static let lineEnd = "\r\n"
    /// The line that follows a signed trailer.
    private static let trailerSignatureName = "x-amz-trailer-signature"
    private static let signatureLength = 64

    /// What the signature of the request has to say about such a body.
    public var payload: PayloadHash {
        switch self {
        case .signed: .streaming
        case .signedTrailer: .streamingTrailer
        case .unsignedTrailer: .streamingUnsignedTrailer
        }
    }

    /// The length of the whole framed body: the `Content-Length` to send.
    /// - Parameters:
    ///   - decodedLength: the bytes of data, 0 or more; also the value of `x-amz-decoded-content-length`.
    ///   - chunkSize: the bytes of data in each chunk but the last, above 0.
    public func encodedLength(decodedLength: Int64, chunkSize: Int) -> Int64 {
        let (whole, rest) = decodedLength.quotientAndRemainder(dividingBy: Int64(chunkSize))
        let lastChunk = rest > 0 ? chunkLength(Int(rest)) : 0
        return whole * chunkLength(chunkSize) + lastChunk + endLength
    }

    /// The line before the data of a chunk, its line end included.
    /// - Parameters:
    ///   - dataLength: the bytes of data, above 0.
    ///   - signature: the signature of the chunk; `nil` where chunks are not signed.
    public static func chunkHeader(dataLength: Int, signature: String?) -> String {
        let length = String(dataLength, radix: 16)
        guard let signature else { return length + lineEnd }
        return "\(length);chunk-signature=\(signature)\(lineEnd)"
    }

    /// Everything after the data of the last chunk and its line end.
    /// - Parameters:
    ///   - signature: the signature of the empty chunk; `nil` where chunks are not signed.
    ///   - trailer: name, value and, where trailers are signed, signature of the trailer.
    public static func end(
        signature: String?, trailer: (name: String, value: String, signature: String?)? = nil
    ) -> String {
        var text = chunkHeader(dataLength: 0, signature: signature)
        if let trailer {
            text += "\(trailer.name):\(trailer.value)\(lineEnd)"
            if let signature = trailer.signature { text += "\(trailerSignatureName):\(signature)\(lineEnd)" }
        }
        return text + lineEnd
    }

    private func chunkLength(_ dataLength: Int) -> Int64 {
        let header = Self.chunkHeader(dataLength: dataLength, signature: signaturePlaceholder)
        return Int64(header.utf8.count + dataLength + Self.lineEnd.utf8.count)
    }

    private var endLength: Int64 {
        let text =
            switch self {
            case .signed: Self.end(signature: signaturePlaceholder)
            case .signedTrailer(let name, let length), .unsignedTrailer(let name, let length):
                Self.end(
                    signature: signaturePlaceholder,
                    trailer: (name, String(repeating: "=", count: length), signaturePlaceholder))
            }
        return Int64(text.utf8.count)
    }

    /// A text as long as a signature, where this framing has signatures.
    private var signaturePlaceholder: String? {
        if case .unsignedTrailer = self { return nil }
        return String(repeating: "0", count: Self.signatureLength)
    }
}
