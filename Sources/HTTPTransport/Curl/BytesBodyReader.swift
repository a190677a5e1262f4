/// Hands out a body that is in memory piece by piece, without a second copy of it.
struct BytesBodyReader {
    private let body: [UInt8]
    private var offset = 0

    init(_ body: [UInt8]) { self.body = body }

    /// Fills the buffer with what comes next; 0 is the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, body.count - offset)
        buffer.copyBytes(from: body[offset..<offset + count])
        offset += count
        return count
    }

    /// Goes back to the start, for libcurl to send the body again over another connection.
    mutating func rewind() { offset = 0 }
}
