import Glibc
import HTTPTransport

/// A regular file, open for reading.
struct RegularFile: ~Copyable {
    /// When it was opened.
    let byteCount: Int64
    /// When it was opened.
    let identity: FileIdentity
    private let descriptor: Int32
    private static let chunk = 1 << 20

    /// Never blocks, also not on a named pipe without a writer.
    ///
    /// - Throws: `missing`, `unreadable`, `folder` or `notRegular`.
    init(path: String) throws(InputProblem) {
        // A zero byte would end the path for the operating system.
        guard !path.utf8.contains(0) else { throw .missing }
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.problem(opening: errno) }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        let type = status.st_mode & S_IFMT
        guard isKnown, type == S_IFREG, let identity = FileIdentity(descriptor: descriptor) else {
            close(descriptor)
            throw !isKnown ? .unreadable("cannot be examined") : type == S_IFDIR ? .folder : .notRegular
        }
        self.descriptor = descriptor
        self.identity = identity
        byteCount = Int64(status.st_size)
    }

    deinit { close(descriptor) }

    /// Gives every byte once, in order, in chunks of a buffer that is used again.
    ///
    /// - Throws: What `take` throws, `unreadable`, or `changed` where the file is not what it was.
    borrowing func read(
        _ take: (UnsafeRawBufferPointer) throws(InputProblem) -> Void
    ) throws(InputProblem) {
        let size = Int(min(Int64(Self.chunk), byteCount + 1))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { buffer.deallocate() }
        var received: Int64 = 0
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw .unreadable("cannot be read: \(String(cString: strerror(errno)))") }
            if count == 0 { break }
            received += Int64(count)
            guard received <= byteCount else { throw .changed }
            try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        guard received == byteCount, FileIdentity(descriptor: descriptor) == identity else { throw .changed }
    }

    private static func problem(opening code: Int32) -> InputProblem {
        switch code {
        case ENOENT, ENOTDIR: .missing
        case EACCES, EPERM: .unreadable("may not be read by this user")
        case ENXIO: .notRegular
        default: .unreadable("cannot be opened: \(String(cString: strerror(code)))")
        }
    }
}
