import Archiving
import ArgumentParser
import Failures
import FoundationEssentials
import Glibc
import Manifest
import ModelStudio
import Settings

/// `keepreel add`
struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Registers tasks, so that runs follow and archive them.",
        usage: "keepreel add [options] <task-id>...",
        discussion: """
            With - as task id, tasks are read from standard input: one id a line, or JSON lines (a task id string, an \
            object with task_id, a reply of Model Studio, an EventBridge CloudEvent). Known ids are no error.
            """)

    @OptionGroup var report: FormatOption

    @Argument(help: ArgumentHelp("Task ids, or - for standard input.", valueName: "task-id"))
    var taskIDs: [String]

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let context = try CommandContext(options)
        for taskID in taskIDs where taskID != "-" { try TaskID.checkArgument(taskID) }
        var intake = Intake(manifest: try context.openManifest(), context: context)
        for taskID in taskIDs {
            if taskID == "-" {
                try intake.readStandardInput()
            } else {
                try intake.take([IntakeItem(taskID: taskID)])
            }
        }
        try intake.finish(report.format)
    }
}

/// Takes tasks in, a batch at a time, and counts.
private struct Intake {
    let manifest: Manifest
    let context: CommandContext
    /// Tasks that share one transaction.
    private static let batch = 100
    /// Who has so many wrong lines has given the wrong file; nobody reads more.
    private static let mostTold = 20
    private var added = 0
    private var known = 0
    private var rejected = 0

    init(manifest: Manifest, context: CommandContext) {
        self.manifest = manifest
        self.context = context
    }

    mutating func take(_ items: [IntakeItem]) throws(Failure) {
        guard !items.isEmpty else { return }
        let now = context.now
        let new = try manifest.add(
            items.map { NewTask(taskID: $0.taskID, model: $0.model, region: context.settings.studio.region.rawValue) },
            origin: .added, now: now)
        added += new
        known += items.count - new
        // A whole reply saves the question.
        for case let (report?, model) in items.map({ ($0.report, $0.model) }) {
            _ = try manifest.record(TaskUpdate(report, model: model, at: now))
        }
    }

    /// Rubbish lines are told by their number; the others are taken. A manifest that cannot take them ends it.
    mutating func readStandardInput() throws(Failure) {
        var number = 0
        var items: [IntakeItem] = []
        var lines = InputLines(descriptor: STDIN_FILENO)
        while let line = try lines.next() {
            number += 1
            do throws(Failure) {
                items += try TaskIntake.parse(line.text())
            } catch {
                rejected += 1
                if rejected <= Self.mostTold { context.console.tell("line \(number) is skipped: \(error)", .error) }
            }
            if items.count >= Self.batch {
                try take(items)
                items = []
            }
        }
        try take(items)
        let more = rejected - Self.mostTold
        if more > 0 { context.console.tell("and \(more) more \(more == 1 ? "line is" : "lines are") skipped", .error) }
    }

    func finish(_ format: ReportFormat) throws {
        switch format {
        case .json: try StandardOutput.write("{\"added\":\(added),\"known\":\(known),\"rejected\":\(rejected)}\n")
        case .text:
            if !context.options.quiet {
                let rest = rejected > 0 ? ", \(HumanText.counted(rejected, "line")) skipped" : ""
                try StandardOutput.write("\(added) added, \(known) already known\(rest)\n")
            }
        }
        if rejected > 0 { throw ExitStatus.usage }
    }
}
