/// Names what a file is, for a sentence that says why it was not taken.
public enum FileKind {
    /// As many first bytes as are worth giving.
    public static let headLength = TextSniff.length

    /// The kind with its article, e.g. `a GIF image`; `nil` where the bytes are of no kind known here.
    ///
    /// - Parameter head: The first bytes of the file, up to ``headLength``.
    public static func name(of head: [UInt8]) -> String? {
        if let format = ImageFormat(head: head) { return name(format) }
        if AVIWalk.matches(head) { return "an AVI video" }
        if head.holds("ftyp", at: 4) { return brand(head) }
        // QuickTime files made before that box existed start with one of a few others.
        if let code = head.bigEndian(at: 4, width: 4), BoxType(code: UInt32(code)).mayComeFirst {
            return "a QuickTime video"
        }
        if let other = signatures.first(where: { head.holds($0.bytes) }) { return other.name }
        return TextSniff.defect(head).map(name)
    }

    /// Signatures of what people give by mistake.
    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x1A, 0x45, 0xDF, 0xA3], "a Matroska or WebM video"), (Array("%PDF-".utf8), "a PDF document"),
        ([0x49, 0x49, 0x2A, 0x00], "a TIFF image"), ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image"),
        (Array("FLV".utf8), "an FLV video"), ([0x30, 0x26, 0xB2, 0x75], "a Windows Media file"),
        ([0x00, 0x00, 0x01, 0xBA], "an MPEG program stream"), (Array("ID3".utf8), "an MP3 file"),
        (Array("PK\u{3}\u{4}".utf8), "a ZIP archive"), ([0x1F, 0x8B], "a gzip file"),
        (Array("<svg".utf8), "an SVG image"),
    ]

    private static func name(_ format: ImageFormat) -> String {
        switch format {
        case .png: "a PNG image"
        case .jpeg: "a JPEG image"
        case .webp: "a WebP image"
        case .gif: "a GIF image"
        case .bmp: "a BMP image"
        }
    }

    /// By the major brand of the file type box (mp4ra.org, "Brands").
    private static func brand(_ head: [UInt8]) -> String {
        switch head.dropFirst(8).prefix(4).map({ $0 }) {
        case Array("heic".utf8), Array("heix".utf8), Array("hevc".utf8), Array("mif1".utf8), Array("msf1".utf8):
            "a HEIC image"
        case Array("avif".utf8), Array("avis".utf8): "an AVIF image"
        case Array("M4A ".utf8): "an M4A sound file"
        case Array("qt  ".utf8): "a QuickTime video"
        default: "an MP4 video"
        }
    }

    private static func name(_ text: ContentDefect) -> String {
        switch text {
        case .htmlPage: "an HTML page"
        case .xmlDocument: "an XML document"
        default: "a JSON document"
        }
    }
}
