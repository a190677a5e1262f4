import COpenSSL

/// Keyed message authentication (RFC 2104).
public enum HMAC {
    /// HMAC-SHA-256: 32 bytes.
    public static func sha256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        code(EVP_sha256(), key: key, message)
    }

    /// HMAC-SHA-1: 20 bytes. Signature V1 of Alibaba OSS uses it.
    public static func sha1(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        code(EVP_sha1(), key: key, message)
    }

    private static func code(_ algorithm: OpaquePointer?, key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var length: UInt32 = 0
            let result = COpenSSL.HMAC(
                algorithm, key, Int32(key.count), message, message.count, buffer.baseAddress, &length)
            precondition(result != nil, "libcrypto refuses to compute an HMAC")
            count = Int(length)
        }
    }
}
