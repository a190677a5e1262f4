/// The request body of an upload, drawn from the ring: which bytes may leave now, framed or plain.
///
/// Until the whole is known to be sound, the last bytes stay behind, so that the destination never gets a whole body
/// of something unsound.
struct UploadBody {
    /// Bytes held back until the verdict.
    static let holdBack = 16 << 10

    private var framing: (any BodyFraming)?
    /// Framing bytes that go out before anything else.
    private var pending: [UInt8] = []
    private var pendingOffset = 0
    /// Media bytes of the current chunk that are still to go.
    private var chunkLeft = 0
    private var isEnded = false

    init(framing: (any BodyFraming)?) { self.framing = framing }

    /// Bytes the ring must be able to hold: less, and a chunk could be short of bytes while the source has no room for
    /// more.
    var ringCapacity: Int { (framing?.chunkLength ?? 0) + Self.holdBack + EasyTransfer.bufferSize }

    /// Fills the buffer with what may leave now; 0 is nothing at present.
    ///
    /// - Parameter isReleased: all media bytes are in the ring or gone, and the whole is sound.
    mutating func fill(
        _ buffer: UnsafeMutableRawBufferPointer, from ring: inout RingBuffer, isReleased: Bool
    ) -> Int {
        guard framing != nil else {
            return ring.read(into: buffer, limit: isReleased ? ring.count : max(0, ring.count - Self.holdBack))
        }
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            if pendingOffset < pending.count {
                filled += takePending(into: rest)
            } else if chunkLeft > 0 {
                let count = ring.read(into: rest, limit: chunkLeft)
                chunkLeft -= count
                filled += count
                if chunkLeft == 0 { queue(framing?.suffix ?? []) }
            } else if !openChunk(from: ring, isReleased: isReleased) {
                break
            }
        }
        return filled
    }

    /// Begins the next chunk, or the end of the body; false if neither can be done yet.
    private mutating func openChunk(from ring: borrowing RingBuffer, isReleased: Bool) -> Bool {
        guard let length = framing?.chunkLength, !isEnded else { return false }
        if ring.count >= length + (isReleased ? 0 : Self.holdBack) {
            chunkLeft = length
        } else if isReleased, ring.count > 0 {
            chunkLeft = ring.count
        } else if isReleased {
            isEnded = true
            queue(framing?.end() ?? [])
            return true
        } else {
            return false
        }
        queue(ring.withPieces(chunkLeft) { framing?.prefix(of: $0) ?? [] })
        return true
    }

    private mutating func queue(_ bytes: [UInt8]) {
        pending = bytes
        pendingOffset = 0
    }

    private mutating func takePending(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, pending.count - pendingOffset)
        pending.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[pendingOffset..<pendingOffset + count]))
        }
        pendingOffset += count
        return count
    }
}
