import Digests
import FoundationEssentials

/// The checksums of one object's bytes.
struct ObjectDigests: Sendable {
    /// CRC-64/XZ.
    let crc64: UInt64
    /// The quoted ETag.
    let etag: String
    /// `Content-MD5`; `nil` for an object that was uploaded in parts.
    let contentMD5: String?

    /// Reads the whole source once.
    init(of source: any ByteSource, isMultipart: Bool) throws {
        var crc = CRC64(.xz)
        var md5 = MD5()
        var offset: Int64 = 0
        while offset < source.size {
            let bytes = try source.read(at: offset, count: Int(min(1 << 20, source.size - offset)))
            bytes.withUnsafeBytes { buffer in
                crc.update(buffer)
                if !isMultipart { md5.update(buffer) }
            }
            offset += Int64(bytes.count)
        }
        crc64 = crc.value
        let digest = isMultipart ? MD5.hash(String(crc.value)) : md5.finalize()
        let name = hex(digest).uppercased()
        etag = isMultipart ? "\"\(name)-2\"" : "\"\(name)\""
        contentMD5 = isMultipart ? nil : base64(digest)
    }
}
