import Failures
import FoundationEssentials
import Glibc

/// Lets one process at a time do something with a manifest. The kernel frees the lock when its holder ends, however it
/// ends.
struct ProcessLock: ~Copyable {
    private let descriptor: Int32

    /// Code of the failure that another run holds the lock.
    static let runIsLocked = "run.locked"

    /// Held while videos are archived.
    ///
    /// - Parameters:
    ///   - manifest: path of the manifest, beside which the lock file lies.
    ///   - wait: how long to wait for another run to end.
    ///   - console: told once that there is something to wait for; `nil`: nobody is.
    static func run(manifest: String, wait: Duration, console: Console? = nil) async throws(Failure) -> ProcessLock {
        try await ProcessLock(
            manifest: manifest, suffix: ".lock", wait: wait,
            waiting: { console?.tell("waiting for another run\($0)") }
        ) { holder in
            Failure(
                runIsLocked, "another run is under way\(holder)",
                remedy: "let it finish, or wait for it with --wait-lock 30s", disposition: .stop(.unfinished))
        }
    }

    /// Held while tasks are submitted, so that no job is submitted by two processes.
    ///
    /// - Parameter console: told once that there is something to wait for.
    static func submit(manifest: String, wait: Duration, console: Console) async throws(Failure) -> ProcessLock {
        try await ProcessLock(
            manifest: manifest, suffix: ".submit.lock", wait: wait,
            waiting: { console.tell("waiting for another submit\($0)") }
        ) { holder in
            Failure(
                "submit.locked", "another submit is under way\(holder)", remedy: "run this one again when it is over",
                disposition: .stop(.unfinished))
        }
    }

    /// - Parameters:
    ///   - waiting: called once before waiting, with what is known of the holder.
    ///   - busy: the failure when the time is over, from the same.
    private init(
        manifest: String, suffix: String, wait: Duration, waiting: (String) -> Void, busy: (String) -> Failure
    ) async throws(Failure) {
        // One file has one lock, by whatever link it is reached.
        let path = (RealPath.of(manifest) ?? manifest) + suffix
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw POSIXFailure.last(
                "the lock file \(path) cannot be opened", remedy: "check the directory of manifest.path",
                status: .configuration)
        }
        let end = ContinuousClock.now + wait
        var isWaiting = false
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < end, !Task.isCancelled else {
                let holder = Self.holder(descriptor).map { " (\($0))" } ?? ""
                close(descriptor)
                throw busy(holder)
            }
            if !isWaiting { waiting(Self.holder(descriptor).map { " (\($0))" } ?? "") }
            isWaiting = true
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
