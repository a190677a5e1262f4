extension HTTPResponse {
    /// Keeps the first 64 KiB of an answer whose reason is wanted.
    ///
    /// - Returns: `.abort` once they are there, so that an answer without an end is none to wait for.
    mutating func appendBounded(_ bytes: UnsafeRawBufferPointer) -> BodyFlow {
        let limit = 64 << 10
        body.append(contentsOf: bytes.prefix(limit - body.count))
        return body.count < limit ? .proceed : .abort
    }
}
