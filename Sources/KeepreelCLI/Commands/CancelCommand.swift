import ArgumentParser
import Failures
import Manifest
import ModelStudio

/// `keepreel cancel`
struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancels tasks that still wait in Model Studio's queue.",
        usage: "keepreel cancel [options] <task-id>...",
        discussion: "A task that is being worked on cannot be cancelled: 75. One that Model Studio does not know: 66.")

    @OptionGroup var report: FormatOption

    @Argument(help: ArgumentHelp("Task ids.", valueName: "task-id"), completion: .taskIDs)
    var taskIDs: [String]

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        for taskID in taskIDs { try TaskID.checkArgument(taskID) }
    }

    func run() async throws {
        let context = try CommandContext(options)
        let clock = ServiceClock()
        let studio = try context.studio(try context.httpClient(), clock: clock)
        let manifest = try context.openManifest()
        let cancellation = Cancellation(
            studio: studio, manifest: manifest, clock: clock,
            report: CancelReport(format: report.format, isQuiet: options.quiet, console: context.console))
        let taskIDs = taskIDs
        let status = try await Interruption.ending(console: context.console) { _ in
            try await cancellation.cancel(taskIDs)
        }
        try manifest.close()
        if status != .done { throw status }
    }
}
