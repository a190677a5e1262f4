import Redaction

/// Makes text of a service or of an input line fit to be shown: no signed query, no control character, not too long.
enum ServiceText {
    /// Text of up to 300 characters on one line, with every URL cut before its query.
    static func shown(_ text: String) -> String {
        var result = ""
        var word = ""
        for character in redactedText(String(text.prefix(4000))) {
            if isBoundary(character) {
                result += redacted(word)
                result.append(character.isWhitespace || isControl(character) ? " " : character)
                word = ""
            } else {
                word.append(character)
            }
        }
        result += redacted(word)
        return result.count > 300 ? result.prefix(299) + "…" : result
    }

    /// The start of some input in quotation marks.
    static func quoted(_ text: String) -> String {
        let line = shown(text)
        return "\"\(line.count > 60 ? line.prefix(59) + "…" : line)\""
    }

    private static func redacted(_ word: String) -> String {
        word.contains("://") ? redactedURL(word) : word
    }

    private static func isBoundary(_ character: Character) -> Bool {
        character.isWhitespace || isControl(character) || "\"'<>()[]{}".contains(character)
    }

    /// Also the format characters, which can turn the direction of a terminal's text.
    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { [.control, .format].contains($0.properties.generalCategory) }
    }
}
