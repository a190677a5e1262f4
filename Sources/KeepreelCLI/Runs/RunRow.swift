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

    /// What is told of an error where there is room for it.
    private static let shortestError = 20
    /// What a narrow terminal leaves out, this first.
    private static let dispensable = [
        "TIME", "SIZE", "EXIT", "PENDING", "FAILED", "DEFERRED", "LOST", "ERROR", "ARCHIVED",
    ]

    /// The lines of a table, each column as wide as it needs; the error, which is the last, as it fits.
    ///
    /// - Parameters:
    ///   - width: of the terminal; `nil` where all is wanted, as by a pipe.
    ///   - mark: of what is cut off.
    static func table(_ rows: [RunRow], width: Int? = nil, mark: String = "") -> [String] {
        var lines = [heading] + rows.map(\.cells)
        var widths = heading.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        var shown = Array(heading.indices)
        if let width {
            let error = heading.count - 1
            let whole = widths[error]
            widths[error] = min(whole, shortestError)
            func free() -> Int { width - shown.reduce(2 * (shown.count - 1)) { $0 + widths[$1] } }
            for name in dispensable where free() < 0 { shown.removeAll { heading[$0] == name } }
            widths[error] = min(whole, widths[error] + max(0, free()))
            for row in lines.indices {
                lines[row][error] = DisplayWidth.cut(lines[row][error], to: widths[error], mark: mark)
            }
        }
        return lines.map { line in
            let columns = shown.map { column in
                line[column] + String(repeating: " ", count: max(0, widths[column] - line[column].count))
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
