/// The bytes of a ``RingBuffer``.
final class RingMemory {
    let bytes: UnsafeMutableRawBufferPointer

    init(capacity: Int) { bytes = .allocate(byteCount: capacity, alignment: 64) }

    deinit { bytes.deallocate() }
}

/// What rings of relays that have ended leave to those that begin: memory fresh from the system costs a small video more
/// than its bytes do. Used on the loop's thread.
final class RingStore {
    private let capacity: Int
    private var unused: [RingMemory] = []

    /// - Parameter capacity: of each, in bytes.
    init(capacity: Int) { self.capacity = capacity }

    func take() -> RingMemory { unused.popLast() ?? RingMemory(capacity: capacity) }

    /// Larger ones, which few uploads need, are not kept.
    func giveBack(_ memory: RingMemory) {
        if memory.bytes.count == capacity { unused.append(memory) }
    }
}
