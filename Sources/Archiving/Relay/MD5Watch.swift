import Digests
import Synchronization

/// The MD5 of the bytes that pass, for sources that promise one and destinations whose ETag is that.
final class MD5Watch: Sendable {
    private let digest = Mutex<MD5?>(MD5())

    func update(_ bytes: UnsafeRawBufferPointer) { digest.withLock { $0?.update(bytes) } }

    /// Lower-case hex; `nil` when asked a second time.
    func finish() -> String? {
        digest.withLock { digest in
            guard let digest = digest.take() else { return nil }
            return hex(digest.finalize())
        }
    }
}
