/// A format beside the videos and images, known by its first bytes.
enum FileSignature: Sendable, CaseIterable {
    case webm, wav, mp3, glb

    /// So many first bytes hold every signature and length field.
    static let headLength = 12

    /// - Parameter contentType: A media type of ``MediaFileType``; one without a signature gives `nil`.
    init?(contentType: String) {
        guard let signature = Self.allCases.first(where: { $0.contentType == contentType }) else { return nil }
        self = signature
    }

    var contentType: String {
        switch self {
        case .webm: "video/webm"
        case .wav: "audio/wav"
        case .mp3: "audio/mpeg"
        case .glb: "model/gltf-binary"
        }
    }

    func matches(_ head: [UInt8]) -> Bool {
        switch self {
        case .webm: head.holds([0x1A, 0x45, 0xDF, 0xA3])
        case .wav: head.holds("RIFF") && head.holds("WAVE", at: 8)
        case .mp3: head.holds("ID3") || Self.isAudioFrame(head)
        case .glb: head.holds("glTF") && head.count >= Self.headLength
        }
    }

    /// Whether the length the head names is the file's; formats that name none are taken as whole.
    func isWhole(head: [UInt8], length: Int64) -> Bool {
        switch self {
        case .webm, .mp3:
            return true
        case .wav:
            guard let size = head.littleEndian(at: 4, width: 4) else { return false }
            // Writers that cannot seek back leave 0 or all ones. An odd size is followed by a byte of padding.
            let isOpen = size == 0 || size == 0xFFFF_FFFF
            let end = Int64(size) + 8
            return isOpen || end == length || size % 2 == 1 && end + 1 == length
        case .glb:
            // glTF 2.0, 4.4.2: the length of the whole file, header included.
            return head.littleEndian(at: 8, width: 4).map { Int64($0) } == length
        }
    }

    /// The frame header of MPEG audio (ISO/IEC 11172-3, 2.4.1.3): eleven bits set, no reserved version or layer.
    private static func isAudioFrame(_ head: [UInt8]) -> Bool {
        guard let header = head.bigEndian(at: 0, width: 2) else { return false }
        return header & 0xFFE0 == 0xFFE0 && header & 0x18 != 0x08 && header & 0x06 != 0
    }
}
