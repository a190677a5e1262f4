/// Takes any file that is no error text, has the signature asked for, and is as long as announced.
struct FileWalk: ContentWalk {
    private let signature: FileSignature?
    private var received: Int64 = 0
    private var head: [UInt8] = []

    init(_ signature: FileSignature?) {
        self.signature = signature
        head.reserveCapacity(TextSniff.length)
    }

    var horizon: Int64 { head.count < TextSniff.length ? received : .max }

    mutating func skip(to offset: Int64) { received = max(received, offset) }

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(ContentDefect) {
        received += Int64(bytes.count)
        guard head.count < TextSniff.length else { return }
        head.append(contentsOf: bytes.prefix(TextSniff.length - head.count))
        if head.count == TextSniff.length { try checkHead() }
    }

    func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties {
        guard received > 0 else { throw .empty }
        try checkHead()
        try checkLength(received: received, totalLength: totalLength)
        guard let signature else { return MediaProperties(contentType: "application/octet-stream") }
        guard signature.isWhole(head: head, length: received) else {
            throw .brokenFile(contentType: signature.contentType)
        }
        return MediaProperties(contentType: signature.contentType)
    }

    private func checkHead() throws(ContentDefect) {
        if let signature, signature.matches(head) { return }
        if let defect = TextSniff.defect(head) { throw defect }
        if let signature { throw .wrongSignature(contentType: signature.contentType) }
    }
}
