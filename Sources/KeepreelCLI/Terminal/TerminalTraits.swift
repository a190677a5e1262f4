/// What the reader of standard output or standard error understands; pure.
struct TerminalTraits: Equatable {
    /// Cursor movements, so that lines can be drawn over.
    var movesCursor: Bool
    /// Colours, and nobody asked for none.
    var hasColour: Bool
    /// Characters beyond ASCII.
    var isUnicode: Bool

    /// - Parameters:
    ///   - isTerminal: whether the descriptor is one.
    ///   - environment: the process's: `TERM`, `NO_COLOR` (https://no-color.org: set and not empty) and the locale.
    init(isTerminal: Bool, environment: (String) -> String?) {
        let kind = environment("TERM") ?? ""
        movesCursor = isTerminal && !kind.isEmpty && kind != "dumb"
        hasColour = movesCursor && (environment("NO_COLOR") ?? "").isEmpty
        // The first of these that is set and not empty decides, setlocale(3).
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
        let name = locale.lowercased()
        isUnicode = name.contains("utf-8") || name.contains("utf8")
    }

    /// Stands for what was left out of a text.
    var mark: String { isUnicode ? "…" : ".." }
}
