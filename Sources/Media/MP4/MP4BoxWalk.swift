/// Walks the boxes of an MP4 or QuickTime file while its bytes pass (ISO/IEC 14496-12).
///
/// Media data is stepped over by its length. Of the index only the headers are read, so the walk holds less than a
/// kilobyte. The boxes have to fill the file exactly, those within the index may not reach beyond it, and there must be
/// an index and media data. Fragments are accepted. A fragmented file cut between two fragments looks whole to it,
/// which is why the announced length has its say too.
struct MP4BoxWalk: ContentWalk, Codable {
    private struct OpenBox: Codable {
        var type: BoxType
        /// Offset of the first byte of its header.
        var start: Int64
        /// Offset behind the last byte; `MP4BoxWalk.endless` for a box that reaches to the end of the file.
        var end: Int64
    }

    private enum Step: Codable {
        case header(wanted: Int)
        case fields(wanted: Int)
        case payload
        /// Not a video: the first bytes are gathered to say what came instead.
        case refused
        /// Bytes behind the video that make no box.
        case trailer
    }

    private static let endless = Int64.max

    private var step = Step.header(wanted: 8)
    private var position: Int64 = 0
    /// The header, fields or first bytes being collected.
    private var gathered: [UInt8] = []
    /// The box at the current position and those around it, outermost first.
    private var open: [OpenBox] = []
    private var fields = MovieFields()
    private var hasMoov = false
    private var hasMediaData = false
    private var moovCameFirst = false

    private let mayHaveTrailer: Bool

    /// - Parameter mayHaveTrailer: Whether bytes that make no box are taken behind a whole video.
    init(mayHaveTrailer: Bool = false) {
        self.mayHaveTrailer = mayHaveTrailer
        gathered.reserveCapacity(MovieFields.largestBox)
        open.reserveCapacity(4)
    }

    var horizon: Int64 {
        switch step {
        case .header, .fields, .refused: position
        case .payload: open.last?.end ?? position
        case .trailer: Self.endless
        }
    }

    /// Whether a walk that was saved can be this one: going on with it must not lead outside its boxes.
    var isConsistent: Bool {
        let ends = open.map(\.end)
        guard position >= gathered.count, ends.allSatisfy({ $0 > position }), fields.areConsistent,
            zip(ends, ends.dropFirst()).allSatisfy({ $0 >= $1 })
        else { return false }
        return switch step {
        case .header(let wanted): (wanted == 8 || wanted == 16) && gathered.count < wanted
        case .fields(let wanted):
            1...MovieFields.largestBox ~= wanted && gathered.count < wanted
                && ends.last.map { $0 - position >= wanted - gathered.count } ?? false
        case .payload: !open.isEmpty
        case .refused: gathered.count < TextSniff.length
        case .trailer: open.isEmpty
        }
    }

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(ContentDefect) {
        var rest = bytes[...]
        while !rest.isEmpty {
            switch step {
            case .header(let wanted):
                if gather(&rest, wanted) { try openBox() }
            case .fields(let wanted):
                if gather(&rest, wanted) { try readFields() }
            case .payload:
                pass(&rest)
            case .refused:
                if gather(&rest, TextSniff.length) { throw refusal }
            case .trailer:
                return skip(to: position + Int64(rest.count))
            }
        }
    }

    mutating func skip(to offset: Int64) {
        guard offset > position, offset <= horizon else { return }
        let box = open.last
        if box?.type == .mdat { hasMediaData = true }
        position = offset
        if box?.end == offset { closeBoxes() }
    }

    func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties {
        if position == 0 { throw .empty }
        if case .refused = step { throw refusal }
        if position < 8 { throw refusal }
        try checkLength(received: position, totalLength: totalLength)
        if let cut = open.first(where: { $0.end != Self.endless }) { throw .truncated(missing: cut.end - position) }
        if case .header = step, !gathered.isEmpty, !isBehindVideo { throw .strayBytes(Int64(gathered.count)) }
        guard hasMoov else { throw .noMoov }
        guard hasMediaData else { throw .noMediaData }
        return MediaProperties(
            width: fields.width, height: fields.height, duration: fields.duration, isFastStart: moovCameFirst,
            contentType: fields.contentType)
    }

    /// Whether the boxes within a box are looked at.
    private static func isWalked(_ type: BoxType, in parent: BoxType?) -> Bool {
        switch (parent, type) {
        case (nil, .moov), (.moov, .trak), (.moov, .mvex): true
        default: false
        }
    }

    private var isBehindVideo: Bool { mayHaveTrailer && open.isEmpty && hasMoov && hasMediaData }

    private var refusal: ContentDefect { TextSniff.defect(gathered) ?? .notMP4 }

    /// Collects up to `wanted` bytes; `true` when they are there.
    private mutating func gather(_ rest: inout Slice<UnsafeRawBufferPointer>, _ wanted: Int) -> Bool {
        let part = rest.prefix(wanted - gathered.count)
        gathered.append(contentsOf: part)
        position += Int64(part.count)
        rest = rest.dropFirst(part.count)
        return gathered.count >= wanted
    }

    private mutating func pass(_ rest: inout Slice<UnsafeRawBufferPointer>) {
        let count = min(Int64(rest.count), horizon - position)
        guard count > 0 else { return nextHeader() }
        skip(to: position + count)
        rest = rest.dropFirst(Int(count))
    }

    /// Acts on the 8 bytes of a box header, or on the 16 of a large one.
    private mutating func openBox() throws(ContentDefect) {
        let start = position - Int64(gathered.count)
        let type = BoxType(code: UInt32(truncatingIfNeeded: gathered.bigEndian(at: 4, width: 4) ?? 0))
        if start == 0, !type.mayComeFirst {
            step = .refused
            return
        }
        let size = gathered.bigEndian(at: 0, width: 4) ?? 0
        if size == 1, gathered.count < 16 {
            if let parent = open.last, parent.end - start < 16 {
                throw .boxOverrun(type: type.description, offset: start)
            }
            step = .header(wanted: 16)
            return
        }
        let malformed = ContentDefect.malformedBox(type: type.description, offset: start)
        guard type.isPlausible else {
            guard isBehindVideo else { throw malformed }
            step = .trailer
            return
        }
        let end = try boxEnd(start: start, size: size, orElse: malformed)
        if let parent = open.last, end > parent.end {
            throw .boxOverrun(type: type.description, offset: start)
        }
        try enter(OpenBox(type: type, start: start, end: end))
    }

    /// Offset behind a box: by its 32-bit size, its 64-bit size (size 1), or the end of the file (size 0).
    private func boxEnd(start: Int64, size: UInt64, orElse malformed: ContentDefect) throws(ContentDefect) -> Int64 {
        if size == 0 {
            guard open.isEmpty else { throw malformed }
            return Self.endless
        }
        let length = size == 1 ? gathered.bigEndian(at: 8, width: 8) : size
        guard let length, let bytes = Int64(exactly: length), bytes >= Int64(gathered.count) else { throw malformed }
        let (end, overflows) = start.addingReportingOverflow(bytes)
        guard !overflows, end != Self.endless else { throw malformed }
        return end
    }

    private mutating func enter(_ box: OpenBox) throws(ContentDefect) {
        let parent = open.last?.type
        gathered.removeAll(keepingCapacity: true)
        open.append(box)
        if parent == nil, box.type == .moov, !hasMoov {
            hasMoov = true
            moovCameFirst = !hasMediaData
        }
        if MovieFields.areRead(of: box.type, in: parent) {
            step = .fields(wanted: Int(min(box.end - position, Int64(MovieFields.largestBox))))
            if position == box.end { try readFields() }
        } else {
            step = .payload
            if position == box.end || Self.isWalked(box.type, in: parent) { closeBoxes() }
        }
    }

    private mutating func readFields() throws(ContentDefect) {
        guard let box = open.last else { return nextHeader() }
        guard fields.read(box.type, gathered) else {
            throw .malformedBox(type: box.type.description, offset: box.start)
        }
        gathered.removeAll(keepingCapacity: true)
        step = .payload
        if position == box.end { closeBoxes() }
    }

    /// Leaves every box that ends here, and goes on with a header. A rest of a container too short for a box is stepped
    /// over: QuickTime ends some lists with a 32-bit zero.
    private mutating func closeBoxes() {
        while let box = open.last, box.end == position { open.removeLast() }
        nextHeader()
        if let box = open.last, box.end - position < 8 { step = .payload }
    }

    private mutating func nextHeader() {
        gathered.removeAll(keepingCapacity: true)
        step = .header(wanted: 8)
    }
}
