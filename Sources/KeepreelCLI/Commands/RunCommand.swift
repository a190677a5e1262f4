import Archiving
import ArgumentParser
import Failures
import FoundationEssentials
import Glibc
import Manifest
import ObjectStorage
import Settings

/// `keepreel run`
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "One archival pass, the cron job: discover, query, archive, report.",
        discussion: """
            Without a terminal it prints one summary line on success, and with -q nothing. What failed is told on \
            standard error, task by task; the exit code says the rest (see keepreel --help).
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var report: FormatOption

    @Flag(help: "List what would be archived; transfer no byte of media.")
    var dryRun = false

    @Option(help: ArgumentHelp("Stop cleanly after this time, e.g. 10m.", valueName: "time"))
    var maxTime: TimeSpan?

    @Option(help: ArgumentHelp("Archive at most so many videos.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Do not look for new tasks in Model Studio's list.")
    var noDiscover = false

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Only these tasks of the manifest.", valueName: "task-id"))
    var only: [String] = []

    @Option(help: ArgumentHelp("Wait so long for another run to end, e.g. 30s.", valueName: "time"))
    var waitLock: TimeSpan?

    @Option(help: ArgumentHelp("Keep asking at this interval until no task is pending, e.g. 15s.", valueName: "time"))
    var watch: TimeSpan?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1.") }
        if let watch, watch.seconds < 1 { throw ValidationError("--watch takes an interval from 1s.") }
    }

    func run() async throws {
        let context = try CommandContext(options)
        let bucket = try context.bucket()
        let http = try context.httpClient()
        let studio = try context.studio(http)
        let manifest = try context.openManifest()
        try checkKnown(only, in: manifest)
        let lock = try await RunLock(
            path: context.settings.manifest.path + ".lock", wait: waitLock?.duration ?? .zero)
        let tools = ArchivalRun.Tools(
            manifest: manifest, http: http, studio: studio, bucket: bucket, links: context.links,
            storage: context.settings.storage, prefix: try context.settings.requireStorage().prefix,
            region: context.settings.studio.region.rawValue, now: { Date() })
        let start = context.now
        let display = RunDisplay(context: context, bucket: bucket.location.bucket, isDryRun: dryRun)
        let run = ArchivalRun(
            tools, options: runOptions(context), transfer: context.transferOptions, observer: display.observe)
        let (summary, stopped) = await supervise(run, display: display)
        let status = stopped.map { summary.status == .bug ? summary.status : $0 } ?? summary.status
        try RunReport(context: context, format: report.format, isDryRun: dryRun)
            .write(summary, status: status, manifest: manifest, since: start, only: only.isEmpty ? nil : only)
        do throws(Failure) {
            try manifest.close()
        } catch {
            context.console.error(error)
            throw status.orGraver(error.exitStatus)
        }
        _ = consume lock
        if status != .done { throw status }
    }

    private func runOptions(_ context: CommandContext) -> RunOptions {
        var run = RunOptions()
        run.isDryRun = dryRun
        run.limit = limit
        run.only = only.isEmpty ? nil : Set(only)
        run.watch = watch?.duration
        let discover = context.settings.discover
        if discover.enabled, !noDiscover, only.isEmpty {
            run.discovery = Discovery.Scope(models: Set(discover.models), window: discover.window)
        }
        return run
    }

    private func checkKnown(_ taskIDs: [String], in manifest: Manifest) throws {
        for taskID in taskIDs where try manifest.task(taskID) == nil {
            throw Failure(
                "manifest.unknown-task", "the task \(taskID) is not in the manifest",
                remedy: "add it with: keepreel add \(taskID)", disposition: .stop(.unknownTask))
        }
    }

    /// Runs under the eye of signals and of the clock.
    ///
    /// - Returns: the summary, and the status of what stopped the run if something did.
    private func supervise(_ run: ArchivalRun, display: RunDisplay) async -> (RunSummary, ExitStatus?) {
        let supervisor = RunSupervisor(run: run, console: Console.standard)
        return await supervisor.supervise(maxTime: maxTime?.duration, display: display)
    }
}
