/// One kind of check behind ``ContentCheck``.
protocol ContentWalk: Sendable {
    /// Offset of the first byte that has to be seen yet; `Int64.max` where none has to.
    var horizon: Int64 { get }

    /// Takes the next bytes, in order.
    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(ContentDefect)

    /// Goes on at the offset as if the bytes before it had been given.
    ///
    /// - Parameter offset: At most the horizon. One that lies behind changes nothing.
    mutating func skip(to offset: Int64)

    func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties
}

extension ContentWalk {
    /// Compares the bytes that came with the length the source named.
    func checkLength(received: Int64, totalLength: Int64) throws(ContentDefect) {
        if received < totalLength { throw .truncated(missing: totalLength - received) }
        if received > totalLength { throw .surplus(received - max(totalLength, 0)) }
    }
}
