/// What reading an object back to its end gave.
struct ContentObservation: Sendable, Equatable {
    /// Bytes.
    var size: Int64
    /// CRC-64/XZ.
    var crc64: UInt64
}
