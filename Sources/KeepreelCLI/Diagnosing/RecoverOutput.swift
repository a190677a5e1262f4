import Diagnosis
import Failures

/// How far a recovery is, on a terminal, and what it came to.
struct RecoverOutput: Sendable {
    let format: ReportFormat
    let isDryRun: Bool
    let context: CommandContext

    /// Draws how far it is.
    func show(_ summary: RecoverySummary) {
        guard context.isDrawing else { return }
        context.console.show(progress: Self.line(summary, isDryRun: isDryRun))
    }

    /// Results on standard output, with the reasons on standard error.
    func write(_ summary: RecoverySummary) throws {
        if context.isDrawing { context.console.show(frame: []) }
        tell(summary.doubtful, summary.doubtfulCount, "is left alone")
        tell(summary.unchecked, summary.uncheckedCount, "could not be looked at")
        if let failure = summary.end { context.console.error(failure) }
        switch format {
        case .json: try StandardOutput.write(json(summary))
        case .text:
            guard !context.options.quiet else { return }
            let line = Self.conclusion(summary, isDryRun: isDryRun)
            try StandardOutput.show("keepreel\(isDryRun ? " (dry run)" : ""): \(line)\n")
        }
    }

    private func tell(_ exceptions: [RecoverySummary.Exception], _ count: Int, _ what: String) {
        for exception in exceptions {
            context.console.tell("\(exception.key) \(what): \(exception.reason)", .error)
        }
        if count > exceptions.count {
            context.console.tell("\(count - exceptions.count) more \(what)", .error)
        }
    }

    /// What it came to, in a line.
    static func conclusion(_ summary: RecoverySummary, isDryRun: Bool) -> String {
        if summary.listed == 0, summary.end != nil { return "nothing was listed" }
        return line(summary, isDryRun: isDryRun) + (summary.isComplete ? "" : "; run it again for the rest")
    }

    private static func line(_ summary: RecoverySummary, isDryRun: Bool) -> String {
        var parts = ["\(summary.recovered) \(isDryRun ? "to recover" : "recovered")"]
        func add(_ count: Int, _ what: String) {
            if count > 0 { parts.append("\(count) \(what)") }
        }
        add(summary.adopted, isDryRun ? "to adopt" : "adopted")
        // The bytes are those of both.
        if summary.bytes > 0 { parts[parts.count - 1] += " (\(HumanText.bytes(summary.bytes)))" }
        add(summary.known, "known already")
        add(summary.others, "of videos known under another key")
        add(summary.published, "of export --publish")
        add(summary.foreign, "not keepreel's")
        add(summary.doubtfulCount, "doubtful")
        add(summary.uncheckedCount, "not looked at")
        return "\(HumanText.counted(summary.listed, "object")): \(parts.joined(separator: ", "))"
    }

    private func json(_ summary: RecoverySummary) -> String {
        "{\"dry_run\":\(isDryRun),\"listed\":\(summary.listed),\"recovered\":\(summary.recovered),"
            + "\"adopted\":\(summary.adopted),\"known\":\(summary.known),\"others\":\(summary.others),"
            + "\"published\":\(summary.published),\"foreign\":\(summary.foreign),\"bytes\":\(summary.bytes),"
            + "\"doubtful\":[\(Self.json(summary.doubtful))],\"doubtful_count\":\(summary.doubtfulCount),"
            + "\"unchecked\":[\(Self.json(summary.unchecked))],\"unchecked_count\":\(summary.uncheckedCount),"
            + "\"complete\":\(summary.isComplete),"
            + "\"error\":\(JSONLine.string(summary.end?.description)),\"status\":\(summary.status.rawValue)}\n"
    }

    private static func json(_ exceptions: [RecoverySummary.Exception]) -> String {
        exceptions.map { "{\"key\":\(JSONLine.string($0.key)),\"reason\":\(JSONLine.string($0.reason))}" }
            .joined(separator: ",")
    }
}
