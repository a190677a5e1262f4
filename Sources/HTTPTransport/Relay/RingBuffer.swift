/// A bounded first-in first-out buffer of bytes.
struct RingBuffer: ~Copyable {
    private var memory: RingMemory
    private var head = 0
    private(set) var count = 0

    init(_ memory: RingMemory = RingMemory(capacity: 0)) { self.memory = memory }

    private var storage: UnsafeMutableRawBufferPointer { memory.bytes }

    var capacity: Int { storage.count }
    var free: Int { capacity - count }

    /// Moves what it holds into other memory, which has room for it.
    ///
    /// - Returns: the memory it had.
    mutating func move(to memory: RingMemory) -> RingMemory {
        let former = self.memory
        var other = RingBuffer(memory)
        withPieces(count) { pieces in pieces.forEach { other.append($0) } }
        self = other
        return former
    }

    /// Gives its memory away. Nothing is appended any more.
    mutating func close() -> RingMemory {
        defer { self = RingBuffer() }
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
