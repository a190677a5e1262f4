/// Takes an AVI video, or else an MP4 or QuickTime one, by the first bytes.
struct VideoWalk: ContentWalk {
    private var head: [UInt8] = []
    private var walk: (any ContentWalk)?

    var horizon: Int64 { walk?.horizon ?? Int64(head.count) }

    mutating func skip(to offset: Int64) { walk?.skip(to: offset) }

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(ContentDefect) {
        guard walk == nil else {
            try walk?.consume(bytes)
            return
        }
        let part = bytes.prefix(AVIWalk.signatureLength - head.count)
        head.append(contentsOf: part)
        guard head.count == AVIWalk.signatureLength else { return }
        walk = try started()
        try walk?.consume(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(part.count)))
    }

    func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties {
        // The operator `??` would lose the error's type.
        if let walk { return try walk.finish(totalLength: totalLength) }
        return try started().finish(totalLength: totalLength)
    }

    /// The walk of the format the first bytes show, behind them.
    private func started() throws(ContentDefect) -> any ContentWalk {
        var walk: any ContentWalk = AVIWalk.matches(head) ? AVIWalk() : MP4BoxWalk(mayHaveTrailer: true)
        // A closure of the standard library's buffer access would lose the error's type.
        let defect = head.withUnsafeBytes { bytes -> ContentDefect? in
            do throws(ContentDefect) {
                try walk.consume(bytes)
                return nil
            } catch {
                return error
            }
        }
        if let defect { throw defect }
        return walk
    }
}
