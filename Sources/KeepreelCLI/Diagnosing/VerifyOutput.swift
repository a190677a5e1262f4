import Diagnosis
import Failures
import FoundationEssentials
import Manifest
import Synchronization

/// The state of archived videos on standard output, as they are checked.
final class VerifyOutput: Sendable {
    private let format: ReportFormat
    private let namesTasks: Bool
    private let context: CommandContext
    private let isFirst = Mutex(true)
    private let progress = Mutex(VerifyProgress())

    /// - Parameter namesTasks: whether tasks were asked for by name.
    init(format: ReportFormat, namesTasks: Bool, context: CommandContext) {
        self.format = format
        self.namesTasks = namesTasks
        self.context = context
    }

    func begin() throws {
        if format == .json { try StandardOutput.write("{\"videos\":[") }
    }

    func write(_ video: VerifiedVideo) throws {
        switch format {
        case .text:
            let text = text(video)
            guard !text.isEmpty else { break }
            // Both may be the same terminal.
            if context.isDrawing { context.console.show(frame: []) }
            try StandardOutput.show(text)
        case .json:
            let isFirst = isFirst.withLock { isFirst in
                defer { isFirst = false }
                return isFirst
            }
            try StandardOutput.write((isFirst ? "\n" : ",\n") + Self.json(video))
        }
        guard context.isDrawing else { return }
        let line = progress.withLock { progress in
            progress.count(video)
            return progress.line
        }
        context.console.show(progress: line)
    }

    /// Ends the report; what was asked for and is not archived is told on standard error.
    ///
    /// - Parameters:
    ///   - manifest: where an id that was meant is looked for.
    ///   - stop: the status of what stopped it, if something did.
    /// - Returns: the status of everything.
    func end(_ summary: VerifySummary, _ manifest: Manifest, stop: ExitStatus?) throws -> ExitStatus {
        if context.isDrawing { context.console.show(frame: []) }
        var status = summary.status.orGraver(stop ?? .done)
        for taskID in summary.unknown {
            context.console.error(try UnknownTask.failure(taskID, in: manifest))
        }
        for video in summary.notArchived {
            let (reason, why) = MissingLink.explain(video, of: try manifest.task(video.key.taskID))
            context.console.line("keepreel: task \(video.key) \(reason)")
            status = status.orGraver(why)
        }
        if summary.awaitingRepair > 0, context.options.quiet { context.console.tell(Self.awaited(summary)) }
        if let failure = summary.hold { context.console.error(failure) }
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
        let place = video.objectKey.map { ", \($0)" } ?? ""
        return video.problems.filter(isTold).map { problem in
            var next = problem.remedy.map { "; \($0)" } ?? ""
            if let repair = video.repair, problem.kind.isRepaired { next = "; \(Self.text(repair))" }
            return "task \(video.key): \(problem.kind.name)\(place): \(problem.found)\(next)\n"
        }.joined()
    }

    /// Of another bucket there may be thousands, which are told of together.
    private func isTold(_ problem: VideoProblem) -> Bool {
        problem.kind != .unchecked || namesTasks || context.options.verbose > 0
    }

    private static func text(_ repair: RepairOutcome) -> String {
        let reason = repair.reason.map { ": \($0)" } ?? ""
        return switch repair.kind {
        case .repaired: "repaired, its link is the same"
        case .later: "not repaired yet, keepreel run goes on with it\(reason)"
        case .lost: "LOST\(reason)"
        case .held: "not repaired, as so many are missing or wrong"
        case .blocked: "not repaired\(reason); move that object away, then repair again"
        }
    }

    /// What a verification says about itself, on standard error.
    static func line(_ notice: VerifyNotice) -> String {
        switch notice {
        case .listRefused(let failure):
            "the bucket is not listed, each object is asked for instead: \(failure)"
        case .passContinues(let beganAt, let left):
            "going on with the pass of \(beganAt.formatted(.iso8601)): \(left) still to be read back"
        case .otherBucket(let name, let videos):
            "\(HumanText.counted(videos, "video")) \(videos == 1 ? "is" : "are") in the bucket \(name); set storage.url to it "
                + "to check " + (videos == 1 ? "it" : "them")
        }
    }

    private static func line(_ summary: VerifySummary) -> String {
        var looks: [String] = []
        if summary.bytesRead > 0 { looks.append("\(HumanText.bytes(summary.bytesRead)) read back") }
        if summary.linksOpened > 0 { looks.append(HumanText.counted(summary.linksOpened, "link") + " opened") }
        let looked = looks.isEmpty ? "" : " (\(looks.joined(separator: ", ")))"
        var rest = counts(summary).filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }
        if !summary.notArchived.isEmpty { rest.append("\(summary.notArchived.count) not archived") }
        if !summary.unknown.isEmpty { rest.append("\(summary.unknown.count) not in the manifest") }
        if summary.end != nil { rest.append("ended early") }
        // What is in another bucket was not looked at, and of nothing it is not said that it is in order.
        let checked = summary.checked - (summary.problems[.unchecked] ?? 0)
        if rest.isEmpty, checked > 0 { rest = [summary.isComplete ? "all in order" : "none wrong so far"] }
        if !summary.isComplete, summary.end == nil { rest.append("stopped before the end") }
        if summary.awaitingRepair > 0 { rest.append(awaited(summary)) }
        if let unread = summary.unread { rest.append("\(unread) left for the next verify --deep") }
        return "keepreel: " + (["\(checked) checked\(looked)"] + rest).joined(separator: ", ") + "\n"
    }

    private static func awaited(_ summary: VerifySummary) -> String {
        "\(summary.awaitingRepair) to be archived again by keepreel run"
    }

    /// How many videos have which problem, and what came of repairs, in this order.
    private static func counts(_ summary: VerifySummary) -> [(name: String, count: Int)] {
        let problems = VideoProblem.Kind.all.map { (name: $0.name, count: summary.problems[$0] ?? 0) }
        let repairs = RepairOutcome.Kind.allCases.map { (name: $0.rawValue, count: summary.repairs[$0] ?? 0) }
        return problems + repairs
    }

    private static func json(_ video: VerifiedVideo) -> String {
        let problems = video.problems.map { problem in
            "{\"kind\":\"\(problem.kind.name)\",\"found\":\(JSONLine.string(problem.found)),"
                + "\"remedy\":\(JSONLine.string(problem.remedy))}"
        }.joined(separator: ",")
        return "{\"task_id\":\(JSONLine.string(video.key.taskID)),\"index\":\(video.key.index),"
            + "\"key\":\(JSONLine.string(video.objectKey)),\"url\":\(JSONLine.string(video.link)),"
            + "\"bytes_read\":\(video.bytesRead),\"problems\":[\(problems)],"
            + "\"repair\":\(JSONLine.string(video.repair?.kind.rawValue)),"
            + "\"reason\":\(JSONLine.string(video.repair?.reason))}"
    }

    private static func json(_ summary: VerifySummary, _ status: ExitStatus) -> String {
        let unknown = summary.unknown.map { JSONLine.string($0) }.joined(separator: ",")
        let notArchived = summary.notArchived.map { video in
            "{\"task_id\":\(JSONLine.string(video.key.taskID)),\"index\":\(video.key.index),"
                + "\"state\":\"\(video.state.rawValue)\"}"
        }.joined(separator: ",")
        let counts = counts(summary).map { "\"\($0.name)\":\($0.count)" }.joined(separator: ",")
        return "],\"checked\":\(summary.checked),\"faulty\":\(summary.faulty),\"bytes_read\":\(summary.bytesRead),"
            + "\"counts\":{\(counts)},\"complete\":\(summary.isComplete),"
            + "\"awaiting_repair\":\(summary.awaitingRepair),\"unread\":\(summary.unread.map { String($0) } ?? "null"),"
            + "\"unknown\":[\(unknown)],\"not_archived\":[\(notArchived)],"
            + "\"error\":\(JSONLine.string((summary.end ?? summary.hold)?.description)),\"status\":\(status.rawValue)}\n"
    }
}
