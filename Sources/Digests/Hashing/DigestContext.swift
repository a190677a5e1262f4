import COpenSSL

/// Owns one `EVP_MD_CTX`.
///
/// Sendable without the compiler's proof: the pointer never leaves the value, the value cannot be copied, and every
/// method either mutates or consumes it, so only one thread at a time can reach the context.
struct DigestContext: ~Copyable, @unchecked Sendable {
    private let context: OpaquePointer

    /// - Parameter algorithm: an `EVP_MD`, such as `EVP_sha256()`.
    init(_ algorithm: OpaquePointer?) {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, algorithm, nil) == 1 else {
            // Not a matter of input: memory is exhausted, or a FIPS policy of the machine removed the algorithm.
            preconditionFailure("libcrypto refuses to start a digest")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let status = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(status == 1, "libcrypto refuses to go on with a digest")
    }

    consuming func finalize() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var length: UInt32 = 0
            let status = EVP_DigestFinal_ex(context, buffer.baseAddress, &length)
            precondition(status == 1, "libcrypto refuses to finish a digest")
            count = Int(length)
        }
    }
}
