import Digests

/// Signs the chunks of an aws-chunked body one after the other, each chained to the one before (Amazon S3 API
/// Reference, "Signature Calculations for the Authorization Header: Transferring Payload in Multiple Chunks", and the
/// same "Including Trailing Headers").
///
/// Order of calls: `sign` for each chunk of data, `signEnd`, then `sign(trailer:value:)` where there is one.
public struct ChunkSigner: Sendable {
    private static let emptyHash = hex(SHA256.hash([]))

    private let key: SigningKey
    private let timestamp: String
    private let scope: String
    private var previous: String

    init(key: SigningKey, timestamp: String, scope: String, seed: String) {
        self.key = key
        self.timestamp = timestamp
        self.scope = scope
        previous = seed
    }

    /// The signature of the next chunk of data.
    /// - Parameter chunkHash: the lower-case hexadecimal SHA-256 of the chunk's data.
    public mutating func sign(chunkHash: String) -> String {
        sign(["AWS4-HMAC-SHA256-PAYLOAD", timestamp, scope, previous, Self.emptyHash, chunkHash])
    }

    /// The signature of the empty chunk that ends every body.
    public mutating func signEnd() -> String { sign(chunkHash: Self.emptyHash) }

    /// The signature of the trailer, after the empty chunk.
    /// - Parameters:
    ///   - name: the trailer's name in lower case, such as `x-amz-checksum-crc64nvme`.
    ///   - value: its value as it is sent.
    public mutating func sign(trailer name: String, value: String) -> String {
        let hash = hex(SHA256.hash("\(name):\(value)\n"))
        return sign(["AWS4-HMAC-SHA256-TRAILER", timestamp, scope, previous, hash])
    }

    private mutating func sign(_ lines: [String]) -> String {
        previous = key.sign(lines.joined(separator: "\n"))
        return previous
    }
}
