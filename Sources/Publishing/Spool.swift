import Digests
import Failures
import Glibc
import WireFormats

/// Bytes on their way from the manifest into the bucket, in a file without a name: they are of one moment, however long
/// sending takes, and none of them stay in memory.
final class Spool {
    private let descriptor: CInt
    private var crc = CRC64(.xz)
    /// Bytes so far.
    private(set) var size: Int64 = 0

    /// CRC-64/XZ of the bytes so far.
    var crc64: UInt64 { crc.value }

    /// - Parameter directory: of the file; nobody else ever sees it there.
    init(in directory: String) throws(Failure) {
        let path = "\(directory)/keepreel-\(RandomToken.make())"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("\(directory) cannot be written") }
        unlink(path)
    }

    deinit { close(descriptor) }

    /// Appends bytes.
    func append(_ bytes: [UInt8]) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written, off_t(size) + off_t(written)
                )
            }
            guard count >= 0 || errno == EINTR else { throw Self.failure("the temporary file cannot be written") }
            written += max(0, count)
        }
        bytes.withUnsafeBytes { crc.update($0) }
        size += Int64(bytes.count)
    }

    /// The bytes of a range that is there.
    func read(_ range: Range<Int64>) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(range.upperBound - range.lowerBound))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                pread(
                    descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled,
                    off_t(range.lowerBound) + off_t(filled))
            }
            guard count > 0 || (count < 0 && errno == EINTR) else {
                throw Self.failure("the temporary file cannot be read")
            }
            filled += max(0, count)
        }
        return bytes
    }

    private static func failure(_ what: String) -> Failure {
        Failure(
            "publish.spool", "\(what): \(String(cString: strerror(errno)))",
            remedy: "check its rights and its free space, or name another directory in TMPDIR",
            disposition: .stop(.unfinished))
    }
}
