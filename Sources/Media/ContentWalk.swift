/// One kind of check behind ``ContentCheck``.
protocol ContentWalk: Sendable {
    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(ContentDefect)
    func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties
}

extension ContentWalk {
    /// Compares the bytes that came with the length the source named.
    func checkLength(received: Int64, totalLength: Int64) throws(ContentDefect) {
        if received < totalLength { throw .truncated(missing: totalLength - received) }
        if received > totalLength { throw .surplus(received - max(totalLength, 0)) }
    }
}
