import Archiving
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

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("Task ids.", valueName: "task-id"), completion: .taskIDs)
    var taskIDs: [String]

    func validate() throws {
        for taskID in taskIDs { try TaskID.checkArgument(taskID) }
    }

    func run() async throws {
        let context = try CommandContext(options)
        let clock = ServiceClock()
        let studio = try context.studio(try context.httpClient(), clock: clock)
        let manifest = try context.openManifest()
        let cancellation = Cancellation(
            studio: studio, manifest: manifest, clock: clock, console: context.console, isQuiet: options.quiet)
        let taskIDs = taskIDs
        let status = try await Interruption.ending(console: context.console) { await cancellation.cancel(taskIDs) }
        try manifest.close()
        if status != .done { throw status }
    }
}

/// Cancels tasks one after the other.
private struct Cancellation: Sendable {
    let studio: ModelStudioClient
    let manifest: Manifest
    let clock: ServiceClock
    let console: Console
    let isQuiet: Bool

    func cancel(_ taskIDs: [String]) async -> ExitStatus {
        var status = ExitStatus.done
        for taskID in taskIDs {
            do throws(Failure) {
                status = status.orGraver(try await cancel(taskID))
            } catch {
                console.error(error.concerning("task \(taskID)"))
                status = status.orGraver(error.exitStatus)
                switch error.disposition {
                // The next one would meet the same.
                case .stop, .unreachable: return status
                case .retry, .renewSource, .refuseContent, .giveUp: if Task.isCancelled { return status }
                }
            }
        }
        return status
    }

    /// Cancels, then asks what became of it: the reply to a cancellation may be lost, or say no to a second one.
    private func cancel(_ taskID: String) async throws(Failure) -> ExitStatus {
        var refusal: Failure?
        do throws(Failure) {
            try await studio.cancel(taskID)
        } catch {
            guard error.disposition == .giveUp else { throw error }
            refusal = error
        }
        let report = try await studio.query(taskID)
        if try manifest.task(taskID) != nil { _ = try manifest.record(TaskUpdate(report, at: clock.now())) }
        switch (report.status, refusal) {
        case (.canceled, _):
            if !isQuiet { console.line("task \(taskID) is cancelled") }
            return .done
        case (.unknown, _):
            console.tell(
                "Model Studio does not know the task \(taskID), or no longer", .error,
                of: VideoKey(taskID: taskID, index: 0))
            return .unknownTask
        case (_, let refusal?):
            console.tell(
                "task \(taskID) is \(report.status.name); \(refusal)", .error, of: VideoKey(taskID: taskID, index: 0))
            return .unfinished
        // The service accepted it and shows it later.
        case (_, nil):
            if !isQuiet { console.line("task \(taskID) is being cancelled") }
            return .done
        }
    }
}
