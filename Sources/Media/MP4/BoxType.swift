/// Four-character code of a box (ISO/IEC 14496-12, 4.2).
struct BoxType: Hashable, Codable, Sendable {
    let code: UInt32

    init(code: UInt32) { self.code = code }

    private init(_ name: StaticString) {
        code = name.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    static let ftyp = BoxType("ftyp")
    static let mdat = BoxType("mdat")
    static let moov = BoxType("moov")
    static let mvhd = BoxType("mvhd")
    static let trak = BoxType("trak")
    static let tkhd = BoxType("tkhd")
    static let mvex = BoxType("mvex")
    static let mehd = BoxType("mehd")

    /// Boxes a file may start with. A file type box comes first (4.3), but QuickTime files made before that box
    /// existed start with one of the others, and 4.3 asks readers to accept a file without it.
    private static let first: Set<BoxType> = [
        .ftyp, .moov, .mdat, BoxType("wide"), BoxType("free"), BoxType("skip"), BoxType("pnot"),
    ]

    var mayComeFirst: Bool { Self.first.contains(self) }

    /// Whether all four bytes are printable ASCII or the copyright sign of QuickTime's user data.
    var isPlausible: Bool {
        bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0xA9 }
    }

    private var bytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) } }
}

extension BoxType: CustomStringConvertible {
    /// The four characters; a byte outside ASCII shows as `?`.
    var description: String {
        String(String.UnicodeScalarView(bytes.map { (0x20...0x7E).contains($0) ? Unicode.Scalar($0) : "?" }))
    }
}
