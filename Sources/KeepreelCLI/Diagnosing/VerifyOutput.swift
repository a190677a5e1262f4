import Diagnosis
import Failures
import Manifest
import Synchronization

/// The state of archived videos on standard output, as they are checked.
final class VerifyOutput: Sendable {
    private let format: ReportFormat
    private let context: CommandContext
    private let isFirst = Mutex(true)

    init(format: ReportFormat, context: CommandContext) {
        self.format = format
        self.context = context
    }

    func begin() throws {
        if format == .json { try StandardOutput.write("{\"videos\":[") }
    }

    func write(_ video: VerifiedVideo) throws {
        switch format {
        case .text: try StandardOutput.show(text(video))
        case .json:
            let isFirst = isFirst.withLock { isFirst in
                defer { isFirst = false }
                return isFirst
            }
            try StandardOutput.write((isFirst ? "\n" : ",\n") + Self.json(video))
        }
    }

    /// Ends the report; what was asked for and is not archived is told on standard error.
    ///
    /// - Returns: the status of everything.
    func end(_ summary: VerifySummary) throws -> ExitStatus {
        var status = summary.status
        for taskID in summary.unknown {
            context.console.line(
                "keepreel: the task \(taskID) is not in the manifest; add it with: keepreel add \(taskID)")
        }
        for video in summary.notArchived {
            let (reason, why) = MissingLink.explain(video)
            context.console.line("keepreel: task \(video.key) \(reason)")
            status = status.orGraver(why)
        }
        if let failure = summary.end { context.console.error(failure) }
        switch format {
        case .json: try StandardOutput.write(Self.json(summary, status))
        case .text: if !context.options.quiet { try StandardOutput.show(Self.line(summary)) }
        }
        return status
    }

    private func text(_ video: VerifiedVideo) -> String {
        if video.problems.isEmpty {
            return context.options.verbose > 0 ? "task \(video.key): in order\n" : ""
        }
        return video.problems.map { problem in
            "task \(video.key): \(problem.found)\(problem.remedy.map { "; \($0)" } ?? "")\n"
        }.joined()
    }

    private static func line(_ summary: VerifySummary) -> String {
        let read = summary.bytesRead > 0 ? " (\(HumanText.bytes(summary.bytesRead)) read back)" : ""
        var rest: [String] = []
        if summary.faulty > 0 { rest.append("\(summary.faulty) with problems") }
        if !summary.notArchived.isEmpty { rest.append("\(summary.notArchived.count) not archived") }
        if !summary.unknown.isEmpty { rest.append("\(summary.unknown.count) not in the manifest") }
        if summary.end != nil { rest.append("ended early") }
        // Of nothing it is not said that it is in order.
        if rest.isEmpty, summary.checked > 0 { rest = ["all in order"] }
        return "keepreel: " + (["\(summary.checked) checked\(read)"] + rest).joined(separator: ", ") + "\n"
    }

    private static func json(_ video: VerifiedVideo) -> String {
        let problems = video.problems.map { problem in
            "{\"kind\":\"\(problem.kind.name)\",\"found\":\(JSONLine.string(problem.found)),"
                + "\"remedy\":\(JSONLine.string(problem.remedy))}"
        }.joined(separator: ",")
        return "{\"task_id\":\(JSONLine.string(video.key.taskID)),\"index\":\(video.key.index),"
            + "\"key\":\(JSONLine.string(video.objectKey)),\"url\":\(JSONLine.string(video.link)),"
            + "\"bytes_read\":\(video.bytesRead),\"problems\":[\(problems)]}"
    }

    private static func json(_ summary: VerifySummary, _ status: ExitStatus) -> String {
        let unknown = summary.unknown.map { JSONLine.string($0) }.joined(separator: ",")
        let notArchived = summary.notArchived.map { video in
            "{\"task_id\":\(JSONLine.string(video.key.taskID)),\"index\":\(video.key.index),"
                + "\"state\":\"\(video.state.rawValue)\"}"
        }.joined(separator: ",")
        return "],\"checked\":\(summary.checked),\"faulty\":\(summary.faulty),\"bytes_read\":\(summary.bytesRead),"
            + "\"unknown\":[\(unknown)],\"not_archived\":[\(notArchived)],"
            + "\"error\":\(JSONLine.string(summary.end?.description)),\"status\":\(status.rawValue)}\n"
    }
}
