/// Refuses nesting that no settings have before Yams sees it, which goes down a level a call until the stack is used up.
///
/// Told by the text alone, and so a little too strictly: brackets count wherever they stand.
enum YAMLDepth {
    /// Settings have three levels.
    private static let mostBrackets = 64
    /// A level of a block begins at least half a column behind the one around it.
    private static let mostColumns = 200

    static func mistake(in text: String) -> YAMLMistake? {
        var (line, column, depth) = (1, 1, 0)
        var isAtStart = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                (line, column, isAtStart) = (byte == UInt8(ascii: "\n") ? line + 1 : line, 1, true)
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                isAtStart = false
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth = max(0, depth - 1)
                isAtStart = false
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): break
            default: isAtStart = false
            }
            if depth > mostBrackets || isAtStart && column > mostColumns {
                return YAMLMistake(
                    line: line, column: column, message: "the file is nested too deeply",
                    remedy: "settings have sections and keys, and at most a list or a mapping below a key")
            }
            column += 1
        }
        return nil
    }
}
