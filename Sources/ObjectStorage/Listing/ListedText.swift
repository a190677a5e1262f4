import XMLReading

/// Texts of a list that may be percent-encoded, as `encoding-type=url` asks for; servers that do not know it send them
/// as they are, and do not say `<EncodingType>`.
struct ListedText {
    private let isEncoded: Bool

    init(_ list: XMLElement) { isEncoded = list["EncodingType"]?.lowercased() == "url" }

    /// The text as it was before; what is no encoding stays.
    func decoded(_ text: String) -> String { isEncoded ? Self.decode(text) : text }

    private static func decode(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
                if digits.count == 2 {
                    bytes.append(UInt8(digits[0] << 4 | digits[1]))
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
