/// A bounded first-in first-out buffer of bytes.
struct RingBuffer: ~Copyable {
    private var memory: RingMemory
    private var head = 0
    private(set) var count = 0

    init(_ memory: RingMemory) { self.memory = memory }

    private var storage: UnsafeMutableRawBufferPointer { memory.bytes }

    var capacity: Int { storage.count }
    var free: Int { capacity - count }

    /// Grows to a capacity of at least so many bytes, with what it holds.
    mutating func reserve(_ wanted: Int) {
        guard wanted > capacity else { return }
        var larger = RingBuffer(RingMemory(capacity: wanted))
        withPieces(count) { pieces in pieces.forEach { larger.append($0) } }
        self = larger
    }

    /// Gives its memory away. Nothing is appended any more.
    mutating func close() -> RingMemory {
        defer { self = RingBuffer(RingMemory(capacity: 0)) }
        return memory
    }

    /// Appends all bytes; the caller has checked that they fit.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count <= free)
        let tail = (head + count) % capacity
        let first = min(bytes.count, capacity - tail)
        UnsafeMutableRawBufferPointer(rebasing: storage[tail..<tail + first])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<first]))
        if first < bytes.count {
            UnsafeMutableRawBufferPointer(rebasing: storage[..<(bytes.count - first)])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[first...]))
        }
        count += bytes.count
    }

    /// Moves up to `limit` bytes into the buffer; returns how many.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer, limit: Int) -> Int {
        let wanted = min(buffer.count, limit, count)
        var done = 0
        while done < wanted {
            let piece = min(wanted - done, capacity - head)
            UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + piece])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[head..<head + piece]))
            head = (head + piece) % capacity
            done += piece
        }
        count -= wanted
        return wanted
    }

    /// The next `length` bytes where they lie, in one or two pieces.
    func withPieces<Result>(_ length: Int, _ body: ([UnsafeRawBufferPointer]) -> Result) -> Result {
        precondition(length <= count)
        let first = min(length, capacity - head)
        var pieces = [UnsafeRawBufferPointer(rebasing: storage[head..<head + first])]
        if first < length { pieces.append(UnsafeRawBufferPointer(rebasing: storage[..<(length - first)])) }
        return body(pieces)
    }
}
