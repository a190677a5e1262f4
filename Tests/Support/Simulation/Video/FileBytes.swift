import FoundationEssentials
import Glibc

/// A file on disk, open for as long as this value lives.
final class FileBytes: ByteSource {
    let size: Int64
    private let descriptor: CInt

    init(path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SimulationError.unreadable(path: path, errno: errno) }
        size = Int64(lseek(descriptor, 0, SEEK_END))
    }

    deinit { close(descriptor) }

    func read(at offset: Int64, count: Int) throws -> Data {
        var bytes = Data(count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset) + off_t(filled))
            }
            guard got > 0 else { throw SimulationError.shortFile }
            filled += got
        }
        return bytes
    }
}
