import Diagnosis

/// One of the doctor's findings as people read it; pure.
struct FindingLines {
    /// Columns of the terminal; `nil` where nothing needs to fit.
    let width: Int?

    private static let levelWidth = 7
    private static let idWidth = 25
    /// Where a sentence begins behind level and name.
    private static let indent = levelWidth + 2 + idWidth + 2
    /// A sentence beside them needs so many columns; else it stands below.
    private static let shortestSentence = 40
    private static let indentBelow = 4

    func lines(_ finding: Finding) -> [TintedText] {
        let head =
            TintedText(DisplayWidth.padded(finding.level.rawValue, to: Self.levelWidth), Self.tint(finding.level))
            + TintedText("  \(finding.id)")
        let isBeside = width.map { $0 >= Self.indent + Self.shortestSentence } ?? true
        let indent = isBeside ? Self.indent : Self.indentBelow
        var texts = wrapped(finding.found, indent)
        if let remedy = finding.remedy {
            let lines = wrapped(remedy, indent + 3)
            texts += lines.enumerated().map { ($0 == 0 ? "-> " : "   ") + $1 }
        }
        let margin = String(repeating: " ", count: indent)
        guard isBeside, let first = texts.first else { return [head] + texts.map { TintedText(margin + $0) } }
        let gap = String(repeating: " ", count: max(1, indent - head.width))
        return [head + TintedText(gap + first)] + texts.dropFirst().map { TintedText(margin + $0) }
    }

    private func wrapped(_ text: String, _ indent: Int) -> [String] {
        guard let width else { return [text] }
        return DisplayWidth.wrapped(text, to: max(1, width - indent))
    }

    private static func tint(_ level: FindingLevel) -> Tint? {
        switch level {
        case .ok: .good
        case .note: nil
        case .warning: .caution
        case .failure: .bad
        }
    }
}
