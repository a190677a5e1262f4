extension Unicode.Scalar {
    /// Whether this is a control character of ASCII or Latin-1.
    var isControl: Bool { properties.generalCategory == .control }
}

extension String {
    /// Whether the text holds a control character.
    var holdsControlCharacter: Bool { unicodeScalars.contains(where: \.isControl) }

    /// The text without white space and line ends around it.
    var trimmed: String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace || $0.isNewline }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    /// Whether every byte is one of these ASCII characters or an ASCII letter or digit; false for the empty text.
    func isWord(with others: String) -> Bool {
        !isEmpty && utf8.allSatisfy { $0.isASCIILetterOrDigit || others.utf8.contains($0) }
    }

    /// Whether the text may be the value of a header field: visible ASCII and spaces.
    var isHeaderValue: Bool { !isEmpty && utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

    /// Whether the text holds only what S3 takes in the name or value of a tag.
    var isTagText: Bool { allSatisfy { $0.isLetter || $0.isNumber || " +-=._:/".contains($0) } }
}

extension UInt8 {
    /// Whether the byte is an ASCII letter or digit.
    var isASCIILetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
