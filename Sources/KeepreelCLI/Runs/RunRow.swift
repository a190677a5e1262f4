import Failures
import FoundationEssentials
import Manifest

/// One run in a list of the last ones.
struct RunRow {
    var run: RunRecord
    /// Whether it goes on; a run without an end that does not was killed.
    let isUnderWay: Bool

    /// How it ended, in a word.
    var state: String {
        guard let outcome = run.outcome else { return isUnderWay ? "running" : "killed" }
        return switch ExitStatus(rawValue: outcome.exitCode) {
        case .done: "done"
        case .lost: "lost"
        case .unavailable: "unavailable"
        case .bug: "bug"
        case .unfinished: "unfinished"
        case .credentials: "credentials"
        case .configuration: "configuration"
        case .interrupted, .terminated: "stopped"
        case .usage, .unknownTask, nil: "failed"
        }
    }

    private static let heading = [
        "BEGUN", "END", "EXIT", "TIME", "ARCHIVED", "SIZE", "PENDING", "FAILED", "LOST", "DEFERRED", "ERROR",
    ]

    private var cells: [String] {
        let begun = run.begunAt.formatted(.iso8601)
        guard let outcome = run.outcome else { return [begun, state] + Array(repeating: "-", count: 8) + [""] }
        return [
            begun, state, "\(outcome.exitCode)", HumanText.span(outcome.seconds), "\(outcome.archived)",
            HumanText.bytes(outcome.bytes), "\(outcome.pending)", "\(outcome.failed)", "\(outcome.lost)",
            "\(outcome.deferred)", outcome.error ?? "",
        ]
    }

    /// What is told of an error, however narrow the terminal is.
    private static let shortestError = 24

    /// The lines of a table, each column as wide as it needs; the error, which is the last, as it fits.
    ///
    /// - Parameters:
    ///   - width: of the terminal; `nil` where it is none.
    ///   - mark: of what is cut off.
    static func table(_ rows: [RunRow], width: Int? = nil, mark: String = "") -> [String] {
        var lines = [heading] + rows.map(\.cells)
        var widths = heading.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        let last = heading.count - 1
        if let width {
            widths[last] = max(shortestError, width - widths[..<last].reduce(0) { $0 + $1 + 2 })
            for row in lines.indices {
                lines[row][last] = DisplayWidth.cut(lines[row][last], to: widths[last], mark: mark)
            }
        }
        return lines.map { line in
            let columns = zip(line, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.count))
            }.joined(separator: "  ")
            return String(columns.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// One JSON object; what is not known is null.
    var json: String {
        let outcome = run.outcome
        func number(_ value: (some BinaryInteger)?) -> String { value.map { "\($0)" } ?? "null" }
        let fields = [
            "\"number\":\(run.number)", "\"begun_at\":\"\(run.begunAt.formatted(.iso8601))\"",
            "\"ended_at\":" + (outcome.map { "\"\($0.endedAt.formatted(.iso8601))\"" } ?? "null"),
            "\"state\":\"\(state)\"", "\"exit_code\":\(number(outcome?.exitCode))", "\"pid\":\(run.pid)",
            "\"version\":\(JSONLine.string(run.version))",
            "\"seconds\":" + (outcome.map { JSONLine.seconds($0.seconds) } ?? "null"),
            "\"discovered\":\(number(outcome?.discovered))", "\"queried\":\(number(outcome?.queried))",
            "\"archived\":\(number(outcome?.archived))", "\"bytes\":\(number(outcome?.bytes))",
            "\"pending\":\(number(outcome?.pending))", "\"failed\":\(number(outcome?.failed))",
            "\"lost\":\(number(outcome?.lost))", "\"deferred\":\(number(outcome?.deferred))",
            "\"error\":" + (outcome?.error.map(JSONLine.string) ?? "null"),
        ]
        return "{\(fields.joined(separator: ","))}"
    }
}
