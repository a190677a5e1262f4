import Failures
import FoundationEssentials
import Glibc

/// At most one run works on a manifest. The kernel frees the lock when its holder ends, however it ends.
struct RunLock: ~Copyable {
    private let descriptor: Int32

    /// - Parameters:
    ///   - path: lock file, beside the manifest.
    ///   - wait: how long to wait for another run to end.
    init(path: String, wait: Duration) async throws(Failure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw POSIXFailure.last(
                "the lock file \(path) cannot be opened", remedy: "check the directory of manifest.path",
                status: .configuration)
        }
        let end = ContinuousClock.now + wait
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < end, !Task.isCancelled else {
                let holder = Self.holder(descriptor)
                close(descriptor)
                throw Failure(
                    "run.locked", "another run is under way\(holder.map { " (\($0))" } ?? "")",
                    remedy: "let it finish, or wait for it with --wait-lock 30s", disposition: .stop(.unfinished))
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
        self.descriptor = descriptor
        let note = "pid \(getpid()) since \(Date().formatted(.iso8601))\n"
        ftruncate(descriptor, 0)
        _ = note.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    deinit { close(descriptor) }

    /// What the holder wrote about itself.
    private static func holder(_ descriptor: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
    }
}
