import RequestSigning
import Synchronization

@testable import ObjectStorage

/// Keys of which the first is refused until none but the last is left.
final class KeyRing: SigningCredentialSource {
    private let left: Mutex<[SigningCredentials]>

    init(_ keys: [SigningCredentials]) { left = Mutex(keys) }

    func credentials() -> SigningCredentials { left.withLock { $0[0] } }

    func refused(_ credentials: SigningCredentials) -> Bool {
        left.withLock { left in
            guard left.count > 1 else { return false }
            if left[0] == credentials { left.removeFirst() }
            return true
        }
    }
}
