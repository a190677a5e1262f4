import Testing

@testable import HTTPTransport

@Suite("The ring and the upload body drawn from it")
struct UploadBodyTests {
    @Test("the ring gives back what went in, across its border")
    func ring() {
        var ring = RingBuffer(RingMemory(capacity: 10))
        var (written, read): ([UInt8], [UInt8]) = ([], [])
        var next: UInt8 = 0
        for step in 0..<200 {
            let count = min(ring.free, step % 7)
            let bytes = (0..<count).map { _ in
                next &+= 1; return next
            }
            written += bytes
            bytes.withUnsafeBytes { ring.append($0) }
            ring.withPieces(ring.count) { pieces in
                #expect(pieces.flatMap { Array($0) } == Array(written[read.count...]))
            }
            var buffer = [UInt8](repeating: 0, count: 5)
            let taken = buffer.withUnsafeMutableBytes { ring.read(into: $0, limit: step % 4) }
            read += buffer[..<taken]
        }
        #expect(Array(written[..<read.count]) == read)
        #expect(written.count - read.count == ring.count)
    }

    @Test("the ring moves into larger memory with what it holds", arguments: [0, 4, 9])
    func moving(offset: Int) {
        var ring = RingBuffer(RingMemory(capacity: 10))
        [UInt8](repeating: 0, count: offset).withUnsafeBytes { ring.append($0) }
        var buffer = [UInt8](repeating: 0, count: 100)
        _ = buffer.withUnsafeMutableBytes { ring.read(into: $0, limit: offset) }
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7]
        bytes.withUnsafeBytes { ring.append($0) }
        let former = ring.move(to: RingMemory(capacity: 20))
        #expect(former.bytes.count == 10)
        #expect(ring.capacity == 20 && ring.free == 13)
        bytes.withUnsafeBytes { ring.append($0) }
        let taken = buffer.withUnsafeMutableBytes { ring.read(into: $0, limit: 100) }
        #expect(Array(buffer[..<taken]) == bytes + bytes)
    }

    @Test("an empty ring gives its memory back")
    func closing() {
        var ring = RingBuffer(RingMemory(capacity: 10))
        _ = ring.close()
        #expect(ring.capacity == 0 && ring.count == 0)
        var buffer: [UInt8] = [0]
        #expect(buffer.withUnsafeMutableBytes { ring.read(into: $0, limit: 1) } == 0)
    }

    @Test("less than the bytes held back stays whole in the ring", arguments: [nil, 8 << 10])
    func small(chunk: Int?) {
        var ring = RingBuffer(RingMemory(capacity: 1 << 20))
        [UInt8](repeating: 7, count: 100).withUnsafeBytes { ring.append($0) }
        var body = UploadBody(framing: chunk.map { BracketFraming(chunkLength: $0) })
        var buffer = [UInt8](repeating: 0, count: 1000)
        #expect(buffer.withUnsafeMutableBytes { body.fill($0, from: &ring, isReleased: false) } == 0)
        #expect(ring.count == 100)
    }

    @Test("the last bytes stay behind until they are released", arguments: [nil, 8 << 10])
    func holdBack(chunk: Int?) {
        var ring = RingBuffer(RingMemory(capacity: 1 << 20))
        let media = [UInt8](repeating: 7, count: 100_000)
        media.withUnsafeBytes { ring.append($0) }
        var body = UploadBody(framing: chunk.map { BracketFraming(chunkLength: $0) })
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let before = buffer.withUnsafeMutableBytes { body.fill($0, from: &ring, isReleased: false) }
        #expect(before > 0)
        #expect(ring.count >= UploadBody.holdBack)
        #expect(buffer.withUnsafeMutableBytes { body.fill($0, from: &ring, isReleased: false) } == 0)
        let after = buffer.withUnsafeMutableBytes { body.fill($0, from: &ring, isReleased: true) }
        #expect(after > 0)
        #expect(ring.count == 0)
        #expect(buffer.withUnsafeMutableBytes { body.fill($0, from: &ring, isReleased: true) } == 0)
    }
}
