/// A line of which parts have a colour. Widths and cuts count what is seen.
struct TintedText: Equatable, ExpressibleByStringLiteral {
    struct Run: Equatable {
        var text: String
        var tint: Tint?
    }

    private(set) var runs: [Run]

    init(_ text: String = "", _ tint: Tint? = nil) { runs = text.isEmpty ? [] : [Run(text: text, tint: tint)] }

    init(stringLiteral text: String) { self.init(text) }

    /// Without colours.
    var plain: String { runs.map(\.text).joined() }

    /// Columns on a terminal.
    var width: Int { DisplayWidth.of(plain) }

    /// As it is written: what a terminal would obey is taken out of the texts first.
    func written(inColour: Bool) -> String {
        runs.map { run in
            let text = TerminalText.plain(run.text)
            guard inColour, let tint = run.tint else { return text }
            return tint.sequence + text + Tint.end
        }.joined()
    }

    static func + (left: TintedText, right: TintedText) -> TintedText {
        var sum = left
        sum.runs += right.runs
        return sum
    }

    static func += (left: inout TintedText, right: TintedText) { left.runs += right.runs }
}
