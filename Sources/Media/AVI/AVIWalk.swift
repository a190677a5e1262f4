/// Walks the chunks of an AVI file while its bytes pass (Microsoft, "AVI RIFF File Reference"; OpenDML 1.02).
///
/// Only the lists of headers are looked into, everything else is stepped over by its length, so the walk holds a few
/// dozen bytes. A file is refused where players could not open it: no main header, no media data, an end before the
/// announced one. Lengths of zero or all ones, as writers leave that cannot seek back, reach to the end of the file.
struct AVIWalk: ContentWalk {
    /// The lists that are looked into.
    private enum List {
        case file, headers, stream, openDML
    }

    private struct OpenList {
        var kind: List
        /// Offset behind the last byte; `AVIWalk.endless` where the file's end is the list's.
        var end: Int64
    }

    private enum Step {
        case header
        /// The name of a list behind its header.
        case listType(end: Int64)
        case fields(AVIFields.Chunk, wanted: Int, end: Int64)
        case skip(to: Int64)
    }

    static let contentType = "video/x-msvideo"
    /// So many first bytes tell an AVI file.
    static let signatureLength = 12
    private static let endless = Int64.max

    private var step = Step.header
    private var position: Int64 = 0
    /// The header or fields being collected.
    private var gathered: [UInt8] = []
    /// The lists around the current position, outermost first; at most three.
    private var open: [OpenList] = []
    private var fields = AVIFields()
    private var hasMainHeader = false
    private var media: Range<Int64>?
    /// Whether the writer could go back to fill in the length, and so the number of frames.
    private var isLengthKnown = false

    static func matches(_ head: [UInt8]) -> Bool { head.holds("RIFF") && head.holds("AVI ", at: 8) }

    var horizon: Int64 {
        if case .skip(let end) = step { end } else { position }
    }

    mutating func skip(to offset: Int64) {
        guard case .skip(let end) = step, offset > position else { return }
        position = offset
        goOn(at: end)
    }

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(ContentDefect) {
        var rest = bytes[...]
        while !rest.isEmpty {
            switch step {
            case .header:
                if gather(&rest, 8) { try openChunk() }
            case .listType(let end):
                if gather(&rest, 12) { enterList(end) }
            case .fields(let chunk, let wanted, let end):
                if gather(&rest, wanted) {
                    fields.read(chunk, gathered)
                    goOn(at: end)
                }
            case .skip(let end):
                let count = min(Int64(rest.count), end - position)
                skip(to: position + count)
                rest = rest.dropFirst(Int(count))
            }
        }
    }

    func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties {
        guard position > 0 else { throw .empty }
        try checkLength(received: position, totalLength: totalLength)
        if let file = open.first, file.end != Self.endless { throw .truncated(missing: file.end - position) }
        guard hasMainHeader else { throw .noHeader(contentType: Self.contentType) }
        guard let media, min(position, media.upperBound) > media.lowerBound else { throw .noMediaData }
        return MediaProperties(
            width: fields.size?.width, height: fields.size?.height,
            duration: isLengthKnown ? fields.duration : nil, contentType: Self.contentType)
    }

    /// Collects up to `wanted` bytes; `true` when they are there.
    private mutating func gather(_ rest: inout Slice<UnsafeRawBufferPointer>, _ wanted: Int) -> Bool {
        let part = rest.prefix(wanted - gathered.count)
        gathered.append(contentsOf: part)
        position += Int64(part.count)
        rest = rest.dropFirst(part.count)
        return gathered.count >= wanted
    }

    /// Acts on the 8 bytes of a chunk's header.
    private mutating func openChunk() throws(ContentDefect) {
        let isList = gathered.holds(open.isEmpty ? "RIFF" : "LIST")
        // What follows the last RIFF chunk is left to the reader of the file.
        if open.isEmpty, !isList { return goOn(at: Self.endless) }
        let end = try chunkEnd(isList: isList)
        if isList { step = .listType(end: end) } else { enterChunk(end) }
    }

    /// Offset behind a chunk and its byte of padding, never before the end of its header. Only headers have to stay
    /// within the list around them: writers that stopped early leave a RIFF length that is too small, and readers go by
    /// the list of media data.
    private mutating func chunkEnd(isList: Bool) throws(ContentDefect) -> Int64 {
        let start = position - Int64(gathered.count)
        let size = Int64(gathered.littleEndian(at: 4, width: 4) ?? 0)
        let parent = open.last?.end ?? Self.endless
        let isOpen = isList && open.count < 2 && (size == 0 || size == Int64(UInt32.max))
        let end = isOpen ? parent : start + 8 + size
        let type = BoxType(code: UInt32(truncatingIfNeeded: gathered.bigEndian(at: 0, width: 4) ?? 0)).description
        if isList, end < start + 12 { throw .malformedBox(type: type, offset: start) }
        guard end > parent else { return end < parent ? end + size % 2 : parent }
        guard open.count == 1 else { throw .boxOverrun(type: type, offset: start) }
        open[0].end = end
        return end
    }

    private mutating func enterList(_ end: Int64) {
        let kind: List? =
            switch open.last?.kind {
            case nil: gathered.holds("AVI ", at: 8) ? .file : nil
            case .file: gathered.holds("hdrl", at: 8) ? .headers : nil
            case .headers where gathered.holds("strl", at: 8): .stream
            case .headers where gathered.holds("odml", at: 8): .openDML
            default: nil
            }
        if open.count == 1, gathered.holds("movi", at: 8), media == nil { media = position..<end }
        if kind == .stream { fields.beginStream() }
        guard let kind else { return goOn(at: end) }
        if kind == .file { isLengthKnown = isLengthKnown || end != Self.endless }
        open.append(OpenList(kind: kind, end: end))
        goOn(at: position)
    }

    private mutating func enterChunk(_ end: Int64) {
        let chunk: AVIFields.Chunk? =
            switch open.last?.kind {
            case .headers: gathered.holds("avih") ? .mainHeader : nil
            case .stream where gathered.holds("strh"): .streamHeader
            case .stream where gathered.holds("strf"): .streamFormat
            case .openDML: gathered.holds("dmlh") ? .openDMLHeader : nil
            default: nil
            }
        guard let chunk, position < end else { return goOn(at: end) }
        hasMainHeader = hasMainHeader || chunk == .mainHeader
        gathered.removeAll(keepingCapacity: true)
        step = .fields(chunk, wanted: Int(min(chunk.length, end - position)), end: end)
    }

    /// Steps to the offset, or reads the next header when it is reached. A rest of a list too short for a chunk is
    /// stepped over.
    private mutating func goOn(at end: Int64) {
        gathered.removeAll(keepingCapacity: true)
        guard position == end else {
            step = .skip(to: end)
            return
        }
        while let list = open.last, list.end == position { open.removeLast() }
        step = .header
        if let list = open.last, list.end - position < 8 { step = .skip(to: list.end) }
    }
}
