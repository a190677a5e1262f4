import Failures
import FoundationEssentials
import Glibc

/// Lets one process at a time do something with a manifest. The kernel frees the lock when its holder ends, however it
/// ends.
struct ProcessLock: ~Copyable {
    private let descriptor: Int32

    /// Held while videos are archived.
    ///
    /// - Parameters:
    ///   - manifest: path of the manifest, beside which the lock file lies.
    ///   - wait: how long to wait for another run to end.
    static func run(manifest: String, wait: Duration) async throws(Failure) -> ProcessLock {
        try await ProcessLock(path: manifest + ".lock", wait: wait) { holder in
            Failure(
                "run.locked", "another run is under way\(holder)",
                remedy: "let it finish, or wait for it with --wait-lock 30s", disposition: .stop(.unfinished))
        }
    }

    /// Held while tasks are submitted, so that no job is submitted by two processes.
    static func submit(manifest: String, wait: Duration) async throws(Failure) -> ProcessLock {
        try await ProcessLock(path: manifest + ".submit.lock", wait: wait) { holder in
            Failure(
                "submit.locked", "another submit is under way\(holder)", remedy: "run this one again when it is over",
                disposition: .stop(.unfinished))
        }
    }

    /// - Parameter busy: the failure when the time is over, from what is known of the holder.
    private init(path: String, wait: Duration, busy: (String) -> Failure) async throws(Failure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw POSIXFailure.last(
                "the lock file \(path) cannot be opened", remedy: "check the directory of manifest.path",
                status: .configuration)
        }
        let end = ContinuousClock.now + wait
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < end, !Task.isCancelled else {
                let holder = Self.holder(descriptor).map { " (\($0))" } ?? ""
                close(descriptor)
                throw busy(holder)
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
