import Foundation

@testable import Manifest

/// Holds a manifest as another process in a long transaction would, until it is released.
final class ManifestLock: Sendable {
    private let end = DispatchSemaphore(value: 0)

    /// Returns once the manifest is held.
    init(_ manifest: Manifest) async {
        let end = end
        await withCheckedContinuation { (held: CheckedContinuation<Void, Never>) in
            Thread.detachNewThread {
                try? manifest.write { _ in
                    held.resume()
                    end.wait()
                }
            }
        }
    }

    func release() { end.signal() }
}
