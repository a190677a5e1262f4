import FoundationEssentials

/// Up to when the documents of single tasks are published, and by which rule of links: what the next publication need
/// not do again. It is kept as metadata of the JSON lines, `MILLISECONDS-RULE`.
struct TaskMark: Equatable {
    /// Name of the metadata.
    static let name = "tasks-until"
    /// What changed so shortly before is published again: clocks are set back a little now and then.
    private static let overlap: Double = 600

    var time: Date
    /// Tells one rule of links from another.
    var rule: String

    init(time: Date, rule: String) {
        self.time = time
        self.rule = rule
    }

    /// `nil` for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let milliseconds = Int64(parts[0]) else { return nil }
        time = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        rule = String(parts[1])
    }

    var text: String { "\(Int64((time.timeIntervalSince1970 * 1000).rounded(.down)))-\(rule)" }

    /// From when on changes are to be published; `nil`: everything, as every link differs.
    func changedSince(rule: String) -> Date? { rule == self.rule ? time - Self.overlap : nil }
}
