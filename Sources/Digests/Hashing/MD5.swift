import COpenSSL

/// MD5 (RFC 1321): 16 bytes. Used only where the storage protocols name it (`Content-MD5`, ETags), never for security.
public struct MD5: ~Copyable, HashFunction, Sendable {
    private var context: DigestContext

    /// Starts an empty message.
    public init() { context = DigestContext(EVP_md5()) }

    /// Appends bytes to the message. Nothing is copied or kept.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { context.update(bytes) }

    /// The digest of everything appended.
    public consuming func finalize() -> [UInt8] { context.finalize() }
}
