import Failures
import Redaction
import RequestSigning
import Synchronization

@testable import ObjectStorage

/// Credentials one after the other, the next whenever some are refused.
final class CredentialScript: SigningCredentialSource {
    private let left: Mutex<[SigningCredentials]>
    private let refusals = Recorder<String>()

    init(_ ids: String...) {
        left = Mutex(ids.map { SigningCredentials(accessKeyID: $0, secretAccessKey: Secret("hush-hush-\($0)")) })
    }

    /// Key ids that were refused.
    var refused: [String] { refusals.values }

    func credentials() async throws(Failure) -> SigningCredentials {
        guard let first = left.withLock({ $0.first }) else {
            throw Failure("credentials.none", "there are no credentials", disposition: .stop(.credentials))
        }
        return first
    }

    func refused(_ credentials: SigningCredentials) async -> Bool {
        refusals.add(credentials.accessKeyID)
        return left.withLock { left in
            guard left.count > 1 else { return false }
            if left[0] == credentials { left.removeFirst() }
            return true
        }
    }
}
