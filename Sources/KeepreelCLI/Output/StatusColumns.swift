import Manifest

/// How wide the columns of `keepreel status` are. Fixed, so that any number of rows can be streamed.
struct StatusColumns {
    private static let id = 36
    private static let state = 9
    private static let left = 8
    private static let size = 9
    /// A link or a reason says nothing in fewer columns.
    private static let shortestRest = 24
    private static let shortestID = 8

    private let idWidth: Int
    private let showsLeft: Bool
    private let showsSize: Bool
    /// `nil`: as long as it is.
    private let restWidth: Int?
    private let mark: String

    /// - Parameters:
    ///   - width: of the terminal; `nil` where whole ids and links are wanted, as by a pipe.
    ///   - mark: stands for what is left out.
    init(width: Int?, mark: String) {
        self.mark = mark
        guard let width else {
            (idWidth, showsLeft, showsSize, restWidth) = (Self.id, true, true, nil)
            return
        }
        // What a narrow terminal leaves out first.
        showsSize = width >= 78
        showsLeft = width >= 60
        let taken = 2 + Self.state + 2 + (showsLeft ? Self.left + 2 : 0) + (showsSize ? Self.size + 2 : 0)
        let free = max(0, width - taken)
        let id = min(Self.id, max(Self.shortestID, free - Self.shortestRest))
        (idWidth, restWidth) = (id, max(0, free - id))
    }

    var heading: TintedText { columns("TASK", "STATE", "LEFT", "SIZE", "LINK OR REASON") }

    /// A link is cut in its middle, a reason at its end.
    func line(_ row: StatusRow) -> TintedText {
        let rest = row.link.map { link in restWidth.map { DisplayWidth.cutMiddle(link, to: $0, mark: mark) } ?? link }
        return columns(row.video.key.description, row.state, row.timeLeft, row.size, rest ?? row.reason)
    }

    private func columns(
        _ id: String, _ state: TintedText, _ left: TintedText, _ size: String, _ rest: String
    ) -> TintedText {
        var line = TintedText(column(id, idWidth)) + gap(state, Self.state)
        if showsLeft { line += gap(left, Self.left) }
        if showsSize { line += gap(TintedText(size), Self.size) }
        return line + TintedText("  " + (restWidth.map { DisplayWidth.cut(rest, to: $0, mark: mark) } ?? rest))
    }

    private func gap(_ text: TintedText, _ width: Int) -> TintedText {
        "  " + text + TintedText(String(repeating: " ", count: max(0, width - text.width)))
    }

    /// A longer id is cut only where there is a width to fit.
    private func column(_ text: String, _ width: Int) -> String {
        DisplayWidth.padded(restWidth == nil ? text : DisplayWidth.cut(text, to: width, mark: mark), to: width)
    }
}
