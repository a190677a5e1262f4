import Archiving
import ArgumentParser
import Failures
import FoundationEssentials
import Manifest
import Settings

/// `keepreel status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows what the manifest knows: state, time left, size, link.",
        usage: "keepreel status [options] [<task-id>...]",
        discussion: """
            waiting: the task has not ended. pending: to be archived. archiving: under way, or broken off and to be gone \
            on with. archived: in the bucket for good. lost: out of reach. none: the task ended without a video.

            On a terminal ids and links are cut to fit; a pipe, keepreel link and --format json tell them whole.
            """)

    @OptionGroup var report: FormatOption

    @Argument(help: ArgumentHelp("Only these tasks.", valueName: "task-id"), completion: .taskIDs)
    var taskIDs: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only these states, separated by commas: waiting, pending, archiving, archived, lost, none.",
            valueName: "states"), completion: .list(VideoState.allCases.map(\.rawValue)),
        transform: StateList.init(text:))
    var state: StateList?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Only tasks since then: 24h, 2026-11-20 or an RFC 3339 time.", valueName: "time"),
        transform: PointInTime.init(text:))
    var since: PointInTime?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Only what will be out of reach within this time, e.g. 2h.", valueName: "time"),
        transform: TimeSpan.init(text:))
    var atRisk: TimeSpan?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Show what the last runs did instead, the newest first.", valueName: "n"),
        transform: Count.init(text:))
    var runs: Count?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard runs != nil else { return }
        if !taskIDs.isEmpty || state != nil || since != nil || atRisk != nil {
            throw ValidationError("--runs goes with no task ids, --state, --since or --at-risk")
        }
    }

    func run() throws {
        if let runs { return try RunHistory(context: CommandContext(options), limit: runs.number).write(report.format) }
        let context = try CommandContext(options)
        let manifest = try context.readManifest()
        let now = context.now
        var status = ExitStatus.done
        for taskID in taskIDs where try manifest.task(taskID) == nil {
            context.console.error(try UnknownTask.failure(taskID, in: manifest))
            status = .unknownTask
        }
        let filter = EntryFilter(
            states: state?.states, since: since?.date(now: now), expiresBefore: atRisk.map { now + $0.seconds },
            taskIDs: taskIDs.isEmpty ? nil : taskIDs)
        switch report.format {
        case .json:
            let link = context.links.url(of:)
            var writer = JSONArrayWriter { try StandardOutput.write($0) }
            try manifest.forEachEntry(filter) { task, video in
                try writer.write(ExportEntry(task, video, permanentURL: link))
            }
            try writer.finish()
        case .text: try writeTable(manifest, filter, context: context, now: now)
        }
        if status != .done { throw status }
    }

    private func writeTable(
        _ manifest: Manifest, _ filter: EntryFilter, context: CommandContext, now: Date
    ) throws {
        var isEmpty = true
        let links = context.links
        let columns = StatusColumns(width: StandardOutput.width, mark: StandardOutput.traits.mark)
        try manifest.forEachEntry(filter) { task, video in
            if isEmpty { try StandardOutput.show(columns.heading) }
            isEmpty = false
            let row = StatusRow(task: task, video: video, link: links.url(of: video), now: now)
            try StandardOutput.show(columns.line(row))
        }
        if taskIDs.isEmpty, !options.quiet { try tellOpenSubmissions(manifest, context) }
        // Of ids that are not known has been told.
        let isAsked = try taskIDs.isEmpty || taskIDs.contains { try manifest.task($0) != nil }
        if isEmpty, isAsked, !options.quiet { try tellNothing(manifest, context) }
    }

    /// Nothing at all, or nothing that the options let through.
    private func tellNothing(_ manifest: Manifest, _ context: CommandContext) throws {
        let total = try manifest.counts().total
        context.console.line(
            total == 0
                ? "keepreel: the manifest \(context.settings.manifest.path) is empty; keepreel run looks for finished tasks, "
                    + "keepreel add TASK_ID registers one"
                : "keepreel: none of the \(total) entries matches; keepreel status shows all")
    }

    /// Submits whose reply is missing have no task yet, and so no row.
    private func tellOpenSubmissions(_ manifest: Manifest, _ context: CommandContext) throws {
        for submission in try manifest.openSubmissions() {
            let name = submission.clientID.map { " of \($0)" } ?? ""
            context.console.line(
                "keepreel: the submit\(name) at \(submission.sentAt.formatted(.iso8601)) has no reply yet; the same "
                    + "keepreel submit again looks for its task")
        }
    }
}
