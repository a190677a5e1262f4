import COpenSSL

/// SHA-256 (FIPS 180-4): 32 bytes.
public struct SHA256: ~Copyable, HashFunction, Sendable {
    private var context: DigestContext

    /// Starts an empty message.
    public init() { context = DigestContext(EVP_sha256()) }

    /// Appends bytes to the message. Nothing is copied or kept.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { context.update(bytes) }

    /// The digest of everything appended.
    public consuming func finalize() -> [UInt8] { context.finalize() }
}
