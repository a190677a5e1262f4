/// Knows an image by its first bytes and its wholeness by its last, and reads its size.
struct ImageWalk: ContentWalk {
    private var received: Int64 = 0
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private var segments = JPEGSegments()
    private var endMark: EndMark?

    /// - Parameter mayHaveTrailer: Whether bytes behind the end of the picture are taken.
    init(mayHaveTrailer: Bool = false) {
        if mayHaveTrailer { endMark = .png }
        head.reserveCapacity(TextSniff.length)
        tail.reserveCapacity(ImageFormat.tailLength * 2)
    }

    var horizon: Int64 { received }

    /// Nothing is skipped: the end of the picture may stand anywhere.
    mutating func skip(to offset: Int64) {}

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(ContentDefect) {
        if received == 0, endMark != nil, bytes.first == 0xFF { endMark = .jpeg }
        received += Int64(bytes.count)
        if head.count < TextSniff.length {
            head.append(contentsOf: bytes.prefix(TextSniff.length - head.count))
            if head.count == TextSniff.length { _ = try format() }
        }
        let behindHeader = segments.consume(bytes)
        endMark?.consume(bytes.suffix(head.first == 0xFF ? behindHeader : bytes.count))
        tail.append(contentsOf: bytes.suffix(ImageFormat.tailLength))
        tail.removeFirst(max(tail.count - ImageFormat.tailLength, 0))
    }

    func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties {
        guard received > 0 else { throw .empty }
        let format = try format()
        try checkLength(received: received, totalLength: totalLength)
        let isWhole =
            if let endMark {
                format.holdsPicture(head: head, tail: tail, endMark: endMark, length: received)
            } else {
                format.isWhole(head: head, tail: tail, length: received)
            }
        guard isWhole else {
            throw .brokenImage(contentType: format.contentType)
        }
        let size = format == .jpeg ? segments.size : ImageSize(format, head: head)
        return MediaProperties(width: size?.width, height: size?.height, contentType: format.contentType)
    }

    private func format() throws(ContentDefect) -> ImageFormat {
        guard let format = ImageFormat(head: head) else { throw TextSniff.defect(head) ?? .notImage }
        return format
    }
}
