import Synchronization

/// Whether the bucket is known to exist; asked and told by checks at the same time.
final class Presence: Sendable {
    private let flag = Atomic(false)

    var isKnown: Bool {
        get { flag.load(ordering: .relaxed) }
        set { flag.store(newValue, ordering: .relaxed) }
    }
}
