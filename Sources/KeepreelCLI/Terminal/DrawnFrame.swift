/// A frame on the terminal with the cursor on the line below it; pure.
struct DrawnFrame: Equatable {
    var lines: [TintedText] = []

    /// Brings the cursor back to where the frame began, and clears all from there on.
    ///
    /// - Parameter columns: the terminal's by now: one that became narrower has broken the lines that no longer fit.
    func erasing(columns: Int) -> String {
        let columns = max(1, columns)
        let rows = lines.reduce(0) { $0 + max(1, ($1.width + columns - 1) / columns) }
        return rows == 0 ? "" : "\r\u{1B}[\(rows)A\u{1B}[J"
    }

    func drawing(inColour: Bool) -> String { lines.map { $0.written(inColour: inColour) + "\n" }.joined() }
}
