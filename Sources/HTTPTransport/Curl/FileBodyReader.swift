import Glibc

/// Hands out a ``FileBody`` piece by piece. Reads block the caller for as long as the disk takes.
struct FileBodyReader: ~Copyable {
    private let body: FileBody
    private let descriptor: Int32
    private var offset: Int64 = 0

    /// - Throws: ``TransportError`` of kind `badRequest` unless the path leads to a regular file of the length stated.
    init(_ body: FileBody) throws(TransportError) {
        // Without O_NONBLOCK a named pipe would hold up every other transfer.
        let descriptor = open(body.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw TransportError(.badRequest, "the file cannot be opened: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw TransportError(.badRequest, "the file is not a regular one")
        }
        guard Int64(status.st_size) == body.length else {
            close(descriptor)
            throw TransportError(.badRequest, "the file has \(status.st_size) bytes and not \(body.length)")
        }
        self.body = body
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Fills the buffer with what comes next; 0 is the end.
    ///
    /// - Throws: ``TransportError`` of kind `broken` when the file cannot be read or is no longer as long as it was.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(TransportError) -> Int {
        let fileStart = Int64(body.prefix.count)
        let fileEnd = fileStart + body.length
        let count: Int
        if offset < fileStart {
            count = Self.copy(body.prefix[Int(offset)...], into: buffer)
        } else if offset < fileEnd {
            count = try readFile(at: offset - fileStart, into: buffer)
        } else {
            count = Self.copy(body.suffix[min(Int(offset - fileEnd), body.suffix.count)...], into: buffer)
        }
        offset += Int64(count)
        return count
    }

    private func readFile(at position: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(TransportError) -> Int
    {
        let wanted = Int(min(Int64(buffer.count), body.length - position))
        let count = Self.uninterrupted { pread(descriptor, buffer.baseAddress, wanted, off_t(position)) }
        guard count >= 0 else {
            throw TransportError(.broken, "the file cannot be read: \(String(cString: strerror(errno)))")
        }
        guard count > 0 else { throw TransportError(.broken, "the file became shorter while it was sent") }
        if position + Int64(count) == body.length {
            var extra: UInt8 = 0
            guard Self.uninterrupted({ pread(descriptor, &extra, 1, off_t(body.length)) }) == 0 else {
                throw TransportError(.broken, "the file became longer while it was sent")
            }
        }
        return count
    }

    private static func uninterrupted(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    private static func copy(_ bytes: ArraySlice<UInt8>, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(bytes.count, buffer.count)
        buffer.copyBytes(from: bytes.prefix(count))
        return count
    }
}
