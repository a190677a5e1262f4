/// Tells which kind of text came where media was promised: an error page, an XML error or a JSON reply.
enum TextSniff {
    /// As many first bytes as are worth looking at; the `<Code>` of an object storage error stands within them.
    static let length = 512

    /// The defect the first bytes show, or `nil` where they are no such text.
    static func defect(_ start: [UInt8]) -> ContentDefect? {
        let text = String(decoding: start, as: UTF8.self).drop { $0 == "\u{FEFF}" || $0.isWhitespace }
        switch text.first {
        case "{", "[": return .jsonDocument
        case "<": return markup(text)
        default: return nil
        }
    }

    private static func markup(_ text: Substring) -> ContentDefect? {
        let lowercased = text.lowercased()
        if lowercased.hasPrefix("<!doctype html") || lowercased.contains("<html") { return .htmlPage }
        let isXML = text.dropFirst().first.map { $0 == "?" || $0 == "!" || $0.isLetter } ?? false
        return isXML ? .xmlDocument(code: errorCode(text)) : nil
    }

    private static func errorCode(_ text: Substring) -> String? {
        guard let open = text.firstRange(of: "<Code>") else { return nil }
        let rest = text[open.upperBound...]
        guard let close = rest.firstRange(of: "</Code>") else { return nil }
        let code = rest[..<close.lowerBound]
        let isPlain = code.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x2D, 0x5F: true
            default: false
            }
        }
        return isPlain && !code.isEmpty && code.utf8.count <= 64 ? String(code) : nil
    }
}
