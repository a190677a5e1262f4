import Archiving
import ArgumentParser
import Failures
import FoundationEssentials
import Manifest

/// `keepreel status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows what the manifest knows: state, time left, size, link.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var report: FormatOption

    @Argument(help: ArgumentHelp("Only these tasks.", valueName: "task-id"))
    var taskIDs: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only these states, separated by commas: waiting, pending, archiving, archived, lost, none.",
            valueName: "states"))
    var state: StateList?

    @Option(help: ArgumentHelp("Only tasks since then: 24h, 2026-11-20 or an RFC 3339 time.", valueName: "time"))
    var since: PointInTime?

    @Option(help: ArgumentHelp("Only what will be out of reach within this time, e.g. 2h.", valueName: "time"))
    var atRisk: TimeSpan?

    @Option(help: ArgumentHelp("Show what the last runs did instead, the newest first.", valueName: "n"))
    var runs: Int?

    func validate() throws {
        guard let runs else { return }
        if runs < 1 { throw ValidationError("--runs takes a number from 1.") }
        if !taskIDs.isEmpty || state != nil || since != nil || atRisk != nil {
            throw ValidationError("--runs goes with no task ids, --state, --since or --at-risk.")
        }
    }

    func run() throws {
        if let runs { return try RunHistory(context: CommandContext(options), limit: runs).write(report.format) }
        let context = try CommandContext(options)
        let manifest = try context.readManifest()
        let now = context.now
        var status = ExitStatus.done
        for taskID in taskIDs where try manifest.task(taskID) == nil {
            context.console.tell("the task \(taskID) is not in the manifest", .error)
            status = .unknownTask
        }
        let filter = EntryFilter(
            states: state?.states, since: since?.date(now: now), expiresBefore: atRisk.map { now + $0.seconds },
            taskIDs: taskIDs.isEmpty ? nil : taskIDs)
        switch report.format {
        case .json:
            let links = context.links
            var writer = JSONArrayWriter { try StandardOutput.write($0) }
            try manifest.forEachEntry(filter) { task, video in
                try writer.write(ExportEntry(task, video, permanentURL: links.url(of:)))
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
        try manifest.forEachEntry(filter) { task, video in
            if isEmpty { try StandardOutput.show(StatusRow.heading + "\n") }
            isEmpty = false
            let row = StatusRow(task: task, video: video, link: links.url(of: video), now: now)
            try StandardOutput.show(row.text + "\n")
        }
        if taskIDs.isEmpty, !options.quiet { try tellOpenSubmissions(manifest, context) }
        if isEmpty, taskIDs.isEmpty, !options.quiet {
            context.console.line("nothing to show; keepreel add TASK_ID registers a task")
        }
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

/// States as `--state` takes them.
struct StateList: ExpressibleByArgument {
    let states: Set<VideoState>

    init?(argument: String) {
        let named = argument.split(separator: ",").map { VideoState(rawValue: String($0)) }
        let known = named.compactMap { $0 }
        guard !known.isEmpty, known.count == named.count else { return nil }
        states = Set(known)
    }
}
