/// An image format known by its first bytes.
enum ImageFormat: Sendable, CaseIterable {
    case png, jpeg, webp, gif, bmp

    /// So many first bytes hold the signature of every format and, but for JPEG, the size of the picture.
    static let headLength = 32
    /// So many last bytes show whether a file is whole.
    static let tailLength = 12

    init?(head: [UInt8]) {
        guard let format = Self.allCases.first(where: { $0.matches(head) }) else { return nil }
        self = format
    }

    var contentType: String {
        switch self {
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .webp: "image/webp"
        case .gif: "image/gif"
        case .bmp: "image/bmp"
        }
    }

    private func matches(_ head: [UInt8]) -> Bool {
        switch self {
        case .png: head.holds([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && head.holds("IHDR", at: 12)
        case .jpeg: head.holds([0xFF, 0xD8, 0xFF])
        case .webp: head.holds("RIFF") && head.holds("WEBP", at: 8)
        case .gif: head.holds("GIF87a") || head.holds("GIF89a")
        case .bmp: head.holds("BM") && head.littleEndian(at: 6, width: 4) == 0
        }
    }

    /// Whether a file with this head and tail ends as its format says: the IEND chunk of PNG with its constant CRC,
    /// the EOI marker of JPEG, the trailer of GIF, the length field of RIFF and BMP.
    func isWhole(head: [UInt8], tail: [UInt8], length: Int64) -> Bool {
        switch self {
        case .png:
            return tail == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        case .jpeg:
            return tail.suffix(2).elementsEqual([0xFF, 0xD9])
        case .gif:
            return tail.last == 0x3B
        case .webp:
            guard let size = head.littleEndian(at: 4, width: 4) else { return false }
            return Int64(size) + 8 == length
        case .bmp:
            // Some writers leave the length 0, which the format's readers accept.
            guard let size = head.littleEndian(at: 2, width: 4) else { return false }
            return size == 0 || Int64(size) == length
        }
    }

    /// Whether a file is whole up to the end of its picture, whatever follows.
    ///
    /// - Parameter endMark: Looked for from the start, in JPEG from the frame header.
    func holdsPicture(head: [UInt8], tail: [UInt8], endMark: EndMark, length: Int64) -> Bool {
        switch self {
        case .png, .jpeg: endMark.isFound
        case .webp: head.littleEndian(at: 4, width: 4).map { Int64($0) + 8 <= length } ?? false
        case .bmp: head.littleEndian(at: 2, width: 4).map { Int64($0) <= length } ?? false
        case .gif: isWhole(head: head, tail: tail, length: length)
        }
    }
}
