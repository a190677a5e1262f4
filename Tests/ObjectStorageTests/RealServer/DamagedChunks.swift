import HTTPTransport

/// Signs one chunk as if a bit of it were another, as a damage on the way would show.
struct DamagedChunks: BodyFraming {
    private var signed: any BodyFraming
    private let damaged: Int
    private var position = 0

    /// - Parameter damaged: which chunk, counted from 0.
    init(_ signed: any BodyFraming, damaged: Int) {
        self.signed = signed
        self.damaged = damaged
    }

    var chunkLength: Int { signed.chunkLength }
    var suffix: [UInt8] { signed.suffix }

    mutating func prefix(of chunk: [UnsafeRawBufferPointer]) -> [UInt8] {
        defer { position += 1 }
        guard position == damaged else { return signed.prefix(of: chunk) }
        var bytes = chunk.flatMap { Array($0) }
        bytes[bytes.count / 2] ^= 1
        return bytes.withUnsafeBytes { signed.prefix(of: [$0]) }
    }

    mutating func end() -> [UInt8] { signed.end() }
}
