/// The fields of the few boxes that are read (ISO/IEC 14496-12, 4.3, 8.2.2, 8.3.2, 8.8.2).
struct MovieFields: Codable, Sendable {
    /// No box read here has more fields than a version 1 track header.
    static let largestBox = 96

    private var timescale: UInt64 = 0
    private var movieDuration: UInt64?
    private var fragmentedDuration: UInt64?
    private var isQuickTime = true
    private(set) var width: Int?
    private(set) var height: Int?

    /// Media type by the major brand; a file without a file type box is QuickTime's.
    var contentType: String { isQuickTime ? "video/quicktime" : "video/mp4" }

    /// Seconds. A fragmented file states its whole duration only in `mehd`, and often nowhere.
    var duration: Double? {
        guard timescale > 0, let ticks = fragmentedDuration ?? movieDuration else { return nil }
        return Double(ticks) / Double(timescale)
    }

    /// Whether these can be what a file stated.
    var areConsistent: Bool { [width, height].allSatisfy { 0...0xFFFF ~= $0 ?? 0 } }

    /// Whether a box of that type within that container has fields to read.
    static func areRead(of box: BoxType, in container: BoxType?) -> Bool {
        switch (container, box) {
        case (nil, .ftyp), (.moov, .mvhd), (.trak, .tkhd), (.mvex, .mehd): true
        default: false
        }
    }

    /// Reads the first bytes of a box's payload; `false` where they are too few or of an unknown version.
    mutating func read(_ box: BoxType, _ payload: [UInt8]) -> Bool {
        switch box {
        case .ftyp: readFileType(payload)
        case .mvhd: readMovieHeader(payload)
        case .tkhd: readTrackHeader(payload)
        case .mehd: readExtendsHeader(payload)
        default: true
        }
    }

    private mutating func readFileType(_ payload: [UInt8]) -> Bool {
        isQuickTime = payload.holds("qt  ")
        return payload.count >= 8
    }

    private mutating func readMovieHeader(_ payload: [UInt8]) -> Bool {
        guard let long = Self.isVersion1(payload),
            let scale = payload.bigEndian(at: long ? 20 : 12, width: 4),
            let ticks = payload.bigEndian(at: long ? 24 : 16, width: long ? 8 : 4)
        else { return false }
        timescale = scale
        // All ones says that the duration is not known, 0 that the fragments hold it.
        let unknown = long ? UInt64.max : UInt64(UInt32.max)
        movieDuration = ticks == 0 || ticks == unknown ? nil : ticks
        return true
    }

    private mutating func readExtendsHeader(_ payload: [UInt8]) -> Bool {
        guard let long = Self.isVersion1(payload), let ticks = payload.bigEndian(at: 4, width: long ? 8 : 4)
        else { return false }
        fragmentedDuration = ticks == 0 ? nil : ticks
        return true
    }

    /// Keeps the largest track: sound has no size, and a caption or cover track is smaller than the video.
    private mutating func readTrackHeader(_ payload: [UInt8]) -> Bool {
        guard let long = Self.isVersion1(payload),
            let wide = payload.bigEndian(at: long ? 88 : 76, width: 4),
            let high = payload.bigEndian(at: long ? 92 : 80, width: 4)
        else { return false }
        // 16.16 fixed point, so neither exceeds 65,535 and the product fits.
        let pixels = (wide: Int(wide >> 16), high: Int(high >> 16))
        if pixels.wide * pixels.high > (width ?? 0) * (height ?? 0) {
            (width, height) = (pixels.wide, pixels.high)
        }
        return true
    }

    private static func isVersion1(_ payload: [UInt8]) -> Bool? {
        switch payload.first {
        case 0: false
        case 1: true
        default: nil
        }
    }
}
