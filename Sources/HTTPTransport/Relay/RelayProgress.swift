import Synchronization

/// Counters of one relay, readable from any thread while it runs.
public final class RelayProgress: Sendable {
    private let receivedBytes = Atomic<Int64>(0)
    private let totalBytes = Atomic<Int64>(-1)

    /// Nothing has been received and no length is known.
    public init() {}

    /// Media bytes taken from the source so far.
    public var received: Int64 { receivedBytes.load(ordering: .relaxed) }

    /// Length of the whole, once the source named it.
    public var total: Int64? {
        let value = totalBytes.load(ordering: .relaxed)
        return value < 0 ? nil : value
    }

    /// A new attempt begins at nothing.
    func reset() {
        receivedBytes.store(0, ordering: .relaxed)
        totalBytes.store(-1, ordering: .relaxed)
    }

    func update(received: Int64) { receivedBytes.store(received, ordering: .relaxed) }

    /// Tells the length of the whole in bytes.
    public func expect(total: Int64) { totalBytes.store(total, ordering: .relaxed) }
}
