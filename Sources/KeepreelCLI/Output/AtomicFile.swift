import Failures
import Glibc
import WireFormats

/// A file that appears whole under its name or not at all.
enum AtomicFile {
    /// Writes beside the target, flushes, and renames over it; a symbolic link is followed and the mode of a file that
    /// is replaced is kept. What is no regular file (a device, a pipe) cannot be replaced and is written straight.
    ///
    /// - Parameters:
    ///   - mode: of a new file.
    ///   - ignoresUmask: whether it gets that mode whatever the umask says.
    ///   - isFlushed: whether it must outlive a power failure.
    static func write(
        to path: String, mode: mode_t = 0o644, ignoresUmask: Bool = false, isFlushed: Bool = true,
        _ body: (FileOutput) throws -> Void
    ) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return try replace(path, mode: mode, isExact: ignoresUmask, isFlushed: isFlushed, body)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return try writeStraight(to: path, body) }
        try replace(
            try resolved(path), mode: status.st_mode & 0o7777, isExact: true, isFlushed: isFlushed, body)
    }

    private static func replace(
        _ path: String, mode: mode_t, isExact: Bool, isFlushed: Bool, _ body: (FileOutput) throws -> Void
    ) throws {
        // Not the number of the process: in containers others may have the same.
        let temporary = "\(path).\(RandomToken.make()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(path) }
        do {
            defer { close(descriptor) }
            // The umask does not apply to a mode that was there before.
            if isExact, fchmod(descriptor, mode) != 0 { throw failure(path) }
            try body(FileOutput(descriptor: descriptor, path: path))
            guard !isFlushed || fsync(descriptor) == 0 else { throw failure(path) }
            guard rename(temporary, path) == 0 else { throw failure(path) }
        } catch {
            unlink(temporary)
            throw error
        }
        if isFlushed { try flushDirectory(of: path) }
    }

    /// Only then does the new name outlive a power failure.
    private static func flushDirectory(of path: String) throws(Failure) {
        let directory = path.lastIndex(of: "/").map { path[...$0] } ?? "."
        let descriptor = open(String(directory), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    private static func writeStraight(to path: String, _ body: (FileOutput) throws -> Void) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        try body(FileOutput(descriptor: descriptor, path: path))
    }

    private static func resolved(_ path: String) throws(Failure) -> String {
        guard let resolved = RealPath.of(path) else { throw failure(path) }
        return resolved
    }

    /// Makes a directory, and those above it that are missing.
    static func makeDirectory(_ path: String) throws(Failure) {
        if mkdir(path, 0o755) == 0 || isDirectory(path) { return }
        let above = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        guard errno == ENOENT, !above.isEmpty else { throw failure(path, "made") }
        try makeDirectory(above)
        guard mkdir(path, 0o755) == 0 || isDirectory(path) else { throw failure(path, "made") }
    }

    /// Leaves `errno` as it is, but where something else has the name.
    private static func isDirectory(_ path: String) -> Bool {
        let before = errno
        var status = stat()
        let isDirectory = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        errno = before == EEXIST ? ENOTDIR : before
        return isDirectory
    }

    /// A full disk may pass by itself; a path that cannot be is wrong usage.
    private static func failure(_ path: String, _ what: String = "written") -> Failure {
        let isWrongPath = [ENOENT, ENOTDIR, EISDIR, EACCES, EPERM, EROFS, ELOOP, ENAMETOOLONG].contains(errno)
        return POSIXFailure.last(
            "\(path) cannot be \(what)", remedy: "check the directory, its rights and its free space",
            status: isWrongPath ? .usage : .unfinished)
    }
}
