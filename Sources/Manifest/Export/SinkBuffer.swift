/// Gathers small appends into pieces for a sink.
struct SinkBuffer {
    private static let capacity = 64 * 1024

    var bytes: [UInt8] = []
    private let sink: ByteSink

    init(_ sink: @escaping ByteSink) {
        self.sink = sink
        bytes.reserveCapacity(Self.capacity + 4096)
    }

    mutating func flushIfFull() throws {
        if bytes.count >= Self.capacity { try flush() }
    }

    mutating func flush() throws {
        if bytes.isEmpty { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
