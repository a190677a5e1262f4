import Glibc

/// Hands out a ``FileBody`` piece by piece. Reads block the caller for as long as the disk takes.
struct FileBodyReader: ~Copyable {
    private let body: FileBody
    private let descriptor: Int32
    private let identity: FileIdentity
    private var offset: Int64 = 0

    /// - Throws: ``TransportError`` of kind `badRequest` unless the path leads to the regular file that is stated.
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
        let opened = FileIdentity(status)
        guard opened == body.identity ?? opened else {
            close(descriptor)
            throw TransportError(.badRequest, "the file was written to or replaced")
        }
        self.body = body
        self.descriptor = descriptor
        identity = opened
    }

    deinit { close(descriptor) }

    /// Fills the buffer with what comes next; 0 is the end.
    ///
    /// - Throws: ``TransportError`` of kind `broken` when the file cannot be read, and of kind `badRequest` when it is no
    ///   longer what it was.
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
        guard count > 0 else { throw TransportError(.badRequest, "the file became shorter while it was sent") }
        // Every byte is read by now, so a write that one of them shows has moved the file's times.
        if position + Int64(count) == body.length, FileIdentity(descriptor: descriptor) != identity {
            throw TransportError(.badRequest, "the file was written to while it was sent")
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
