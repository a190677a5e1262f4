import Redaction

/// Makes text of a service or of an input line fit to be shown: no signed query, no control character, not too long.
enum ServiceText {
    /// Text of up to 300 characters on one line, with every URL cut before its query.
    static func shown(_ text: String) -> String {
        var result = ""
        var word = ""
        var last: Unicode.Scalar?
        // By scalars: a character may have any number of marks.
        for character in redactedText(String(text.unicodeScalars.prefix(4000))).unicodeScalars {
            defer { last = character }
            if last == "\r", character == "\n" { continue }
            if isBoundary(character) {
                result += redacted(word)
                result.unicodeScalars.append(isBlank(character) ? " " : character)
                word = ""
            } else {
                word.unicodeScalars.append(character)
            }
        }
        result += redacted(word)
        return cut(result, to: 300)
    }

    /// A sentence of the service without its period, as more may follow.
    static func sentence(_ text: String) -> String {
        let line = shown(text)
        return line.hasSuffix(".") ? String(line.dropLast()) : line
    }

    /// The start of some input in quotation marks.
    static func quoted(_ text: String) -> String {
        let line = shown(text)
        return "\"\(cut(line, to: 60))\""
    }

    private static func cut(_ text: String, to length: Int) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > length else { return text }
        return String(scalars.prefix(length - 1)) + "…"
    }

    private static func redacted(_ word: String) -> String {
        word.contains("://") ? redactedURL(word) : word
    }

    private static func isBoundary(_ character: Unicode.Scalar) -> Bool {
        isBlank(character) || "\"'<>()[]{}".unicodeScalars.contains(character)
    }

    /// White space, control characters and format characters, which can turn the direction of a terminal's text.
    private static func isBlank(_ character: Unicode.Scalar) -> Bool {
        character.properties.isWhitespace || character.isUnprintable
    }
}
