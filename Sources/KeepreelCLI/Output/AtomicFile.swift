import Failures
import Glibc

/// A file that appears whole under its name or not at all.
enum AtomicFile {
    /// Writes beside the target, flushes, and renames over it.
    static func write(to path: String, mode: mode_t = 0o644, _ body: (FileOutput) throws -> Void) throws {
        let temporary = "\(path).\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(path) }
        do {
            defer { close(descriptor) }
            try body(FileOutput(descriptor: descriptor))
            guard fsync(descriptor) == 0 else { throw failure(path) }
            guard rename(temporary, path) == 0 else { throw failure(path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func failure(_ path: String) -> Failure {
        POSIXFailure.last("\(path) cannot be written", remedy: "check the directory, its rights and its free space")
    }
}
