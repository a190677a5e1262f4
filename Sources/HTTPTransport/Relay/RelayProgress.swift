import Synchronization

/// Counters of one relay, or of several that bring parts of one file, readable from any thread while they run.
public final class RelayProgress: Sendable {
    private let receivedBytes = Atomic<Int64>(0)
    private let totalBytes = Atomic<Int64>(-1)
    /// That of the file which this one is a part of.
    private let whole: RelayProgress?

    /// Nothing has been received and no length is known.
    ///
    /// - Parameter whole: counts along what this one counts.
    public init(partOf whole: RelayProgress? = nil) { self.whole = whole }

    /// Media bytes taken from the source so far.
    public var received: Int64 { receivedBytes.load(ordering: .relaxed) }

    /// Length of the whole, once the source named it.
    public var total: Int64? {
        let value = totalBytes.load(ordering: .relaxed)
        return value < 0 ? nil : value
    }

    /// A new attempt begins at nothing.
    public func reset() {
        update(received: 0)
        totalBytes.store(-1, ordering: .relaxed)
    }

    /// So many bytes have come in this attempt.
    public func update(received: Int64) {
        let before = receivedBytes.exchange(received, ordering: .relaxed)
        whole?.add(received - before)
    }

    /// Counts bytes that came otherwise, e.g. in an earlier attempt.
    public func add(_ bytes: Int64) { receivedBytes.add(bytes, ordering: .relaxed) }

    /// Tells the length of the whole in bytes.
    public func expect(total: Int64) { totalBytes.store(total, ordering: .relaxed) }
}
