import Archiving
import ArgumentParser
import Failures
import FoundationEssentials
import Glibc
import Manifest
import ModelStudio
import ObjectStorage
import Settings

/// `keepreel run`
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "One archival pass, the cron job: discover, query, archive, report.",
        usage: "keepreel run [options]",
        discussion: """
            pending: the task has not ended at Model Studio.
            deferred: the video is left to the next run.
            at risk: the video is not archived, and out of reach within 2 hours.
            coverage: what finished lately, archived, open or lost, whatever run did it.

            Without a terminal it prints one summary line on success, and with -q nothing. What failed is told on \
            standard error, task by task; the exit code says the rest (see keepreel --help).
            """)

    @OptionGroup var report: FormatOption

    @Flag(help: "List what would be archived; transfer no byte of media.")
    var dryRun = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Stop cleanly after this time, e.g. 10m.", valueName: "time"),
        transform: TimeSpan.init(text:))
    var maxTime: TimeSpan?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Archive at most so many videos.", valueName: "n"),
        transform: Count.init(text:))
    var limit: Count?

    @Flag(help: "Do not look for new tasks in Model Studio's list.")
    var noDiscover = false

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Only these tasks of the manifest; several ids may follow.", valueName: "task-id"),
        completion: .taskIDs)
    var only: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Wait so long for another run to end, e.g. 30s.", valueName: "time"),
        transform: TimeSpan.init(text:))
    var waitLock: TimeSpan?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Keep asking at this interval until no task is pending, e.g. 15s.", valueName: "time"),
        transform: TimeSpan.init(text:))
    var watch: TimeSpan?

    @Flag(
        help: "With --watch: go on when no task is pending, as a service does, and read the settings again on SIGHUP.")
    var forever = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        for taskID in only { try TaskID.checkArgument(taskID) }
        if let watch, watch.seconds < 1 { throw ValidationError("--watch takes an interval from 1s") }
        guard forever else { return }
        if watch == nil { throw ValidationError("--forever goes with --watch, e.g. --watch 15s --forever") }
        if dryRun || limit != nil || maxTime != nil || !only.isEmpty {
            throw ValidationError("--forever does not go with --dry-run, --limit, --max-time or --only")
        }
    }

    func run() async throws {
        do {
            let status = try await attempt()
            if status != .done { throw status }
        } catch let failure as Failure {
            if !dryRun { UnbegunRun(options: options, isService: forever).record(failure) }
            throw failure
        }
    }

    /// - Throws: what keeps a run from beginning.
    private func attempt() async throws -> ExitStatus {
        if forever, let watch {
            let service = WatchService(options, interval: watch.duration)
            return try await service.run { session in
                let pings = RunPings(session.context, session.http)
                return try await pings.telling(service.isPingDue) { try await pass(session, pings, of: service) }
            }
        }
        let end = maxTime.map { ContinuousClock.now + $0.duration }
        let context = try CommandContext(options)
        let http = try context.httpClient()
        let pings = RunPings(context, http, isSilent: dryRun, until: end)
        return try await pings.telling {
            try await pass(try await RunSession(context, http), pings, until: end)
        }
    }

    /// One run and its report.
    ///
    /// - Parameters:
    ///   - pings: told of what happens.
    ///   - service: the service it is a part of.
    ///   - end: when its time is up; `nil`: never.
    /// - Returns: the run's status, or that of a report which cannot be written.
    private func pass(
        _ session: RunSession, _ pings: RunPings, of service: WatchService? = nil,
        until end: ContinuousClock.Instant? = nil
    ) async throws -> ExitStatus {
        let context = session.context
        let manifest = try context.openManifest()
        try OnlyTasks(ids: only, manifest: manifest, console: context.console).check(isQuiet: options.quiet)
        // A dry run touches no video, so it may go beside a run.
        let lock = dryRun ? nil : try await context.lockRun(wait: lockWait(until: end))
        let begin = ContinuousClock.now
        let display = RunDisplay(
            context: context, manifest: manifest, isDryRun: dryRun, only: only.isEmpty ? nil : only)
        let tools = try session.tools(manifest)
        let recording = dryRun ? nil : try RunRecording(context, manifest, clock: session.clock)
        if service == nil { pings.begin() }
        let hooks = dryRun ? nil : HookCalls(context, manifest) { session.clock.now() }
        let observe = context.observer(display)
        let run = ArchivalRun(tools, options: runOptions(context), transfer: context.transferOptions) { event in
            observe(event)
            pings.observe(event)
            recording?.observe(event)
            hooks?.observe(event)
        }
        let supervisor = RunSupervisor(
            run: run, hooks: hooks, pings: pings, console: context.console,
            bounds: RunBounds(limit: dryRun ? nil : limit?.number, time: maxTime))
        func supervise() async -> RunSummary {
            await supervisor.supervise(until: end, display: display)
        }
        let summary = if let service { await service.attend(run, supervise) } else { await supervise() }
        let result = RunReport(
            context: context, format: report.format, only: only.isEmpty ? nil : only,
            // Records carry the service's time, which was not known at the start.
            start: session.clock.now() - (ContinuousClock.now - begin) / .seconds(1),
            dryRunList: dryRun ? display.wouldArchive : nil)
        let isWorthTelling = service?.tell(summary) ?? true
        pings.note(summary: RunReport.line(summary, isDryRun: dryRun))
        var status =
            isWorthTelling ? summary.status.orGraver(write(result, of: summary, manifest, context)) : summary.status
        if let recording {
            let earlier = service?.succeed(run: recording.number, isWorthTelling: isWorthTelling)
            status = recording.end(summary, status, insteadOf: earlier)
        }
        do throws(Failure) {
            try manifest.close()
        } catch {
            context.console.error(error)
            return status.orGraver(error.exitStatus)
        }
        _ = consume lock
        return status
    }

    /// How long another run is waited for: not beyond the end of the time there is.
    private func lockWait(until end: ContinuousClock.Instant?) -> Duration {
        let wanted = waitLock?.duration ?? .zero
        return end.map { max(.zero, min(wanted, ContinuousClock.now.duration(to: $0))) } ?? wanted
    }

    private func runOptions(_ context: CommandContext) -> RunOptions {
        var run = RunOptions()
        run.isDryRun = dryRun
        run.limit = limit?.number
        run.only = only.isEmpty ? nil : Set(only)
        run.watch = watch?.duration
        let discover = context.settings.discover
        if discover.enabled, !noDiscover, only.isEmpty {
            run.discovery = Discovery.Scope(models: Set(discover.models), window: discover.window)
        }
        return run
    }

    /// Output that fails must not hide what the run came to.
    ///
    /// - Returns: what the failure means for the exit status; a reader that is gone means nothing.
    private func write(
        _ report: RunReport, of summary: RunSummary, _ manifest: Manifest, _ context: CommandContext
    ) -> ExitStatus {
        do {
            try report.write(summary, manifest: manifest)
            return .done
        } catch is StandardOutput.Closed {
            return .done
        } catch let failure as Failure {
            context.console.error(failure)
            return failure.exitStatus
        } catch {
            context.console.tell("the report cannot be written: \(error)", .error)
            return .bug
        }
    }
}
