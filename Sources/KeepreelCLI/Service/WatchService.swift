import Archiving
import Failures
import Glibc
import Manifest

/// Pass after pass until a signal ends it, as a service does. What a cron job would survive, it survives, too.
final class WatchService {
    /// Time after which a pass takes nothing new, so that the next one reports, and tries again what failed for good in it.
    private static let longestPass = Duration.seconds(600)

    private let options: GlobalOptions
    private let manager: ServiceManager
    private let signals = WatchSignals()
    private var pause: WatchPause
    private var told: String?
    /// Why the settings there are now are not those in force.
    private var refusal: Failure?
    private var pace = PingPace()
    private var idleRun: Int64?

    /// - Parameters:
    ///   - options: those of every command; the settings file they name is read again on SIGHUP.
    ///   - interval: the pause between passes.
    init(_ options: GlobalOptions, interval: Duration) {
        self.options = options
        pause = WatchPause(interval: interval)
        manager = ServiceManager(socket: getenv("NOTIFY_SOCKET").map { String(cString: $0) })
    }

    /// - Parameter pass: one run and its report; it hands its run to ``attend(_:)`` and its summary to ``tell(_:)``.
    /// - Returns: the status of the signal that ended it, or that of a bug.
    func run(_ pass: (RunSession) async throws -> ExitStatus) async throws -> ExitStatus {
        let watcher = SignalStream([SIGINT, SIGTERM, SIGHUP])
        defer { withExtendedLifetime(watcher) {} }
        let listening = Task { [signals, stream = watcher.signals] in
            for await number in stream { signals.note(number) }
        }
        defer { listening.cancel() }
        var session = try await RunSession(options)
        try session.context.openManifest().close()
        manager.tell(.ready)
        while true {
            let status = await attempt { try await pass(session) }
            if status == .bug || status == .interrupted || status == .terminated { return status }
            let wait = pause.next(after: status)
            if signals.stop == nil { await signals.sleep(for: wait) }
            if let stop = signals.stop { return stop }
            if signals.takeReload() { session = await reloaded(session) }
        }
    }

    /// Lets signals and time end a run that is under way.
    func attend(_ run: ArchivalRun, _ body: () async -> RunSummary) async -> RunSummary {
        let bound = Self.end(run, after: Self.longestPass)
        defer { bound.cancel() }
        return await signals.interruptible(by: { Task { await run.finish() } }, body)
    }

    private static func end(_ run: ArchivalRun, after time: Duration) -> Task<Void, any Error> {
        Task {
            try await Task.sleep(for: time)
            await run.finish()
        }
    }

    /// Tells the service manager what a pass came to.
    ///
    /// - Returns: whether it is worth a line in the log.
    func tell(_ summary: RunSummary) -> Bool {
        tellStatus(RunReport.line(summary, isDryRun: false))
        return summary.status != .done || summary.archived + summary.discovered + summary.failed + summary.lost > 0
    }

    /// Whether the monitor hears of a pass with this status.
    func isPingDue(_ status: ExitStatus) -> Bool { pace.isDue(status) }

    /// Takes note of the run that a pass was. Of those that did nothing, one after the other, only the last is kept.
    ///
    /// - Returns: the number of the run that is to be forgotten.
    func succeed(run number: Int64, isWorthTelling: Bool) -> Int64? {
        defer { idleRun = isWorthTelling ? nil : number }
        return isWorthTelling ? nil : idleRun
    }

    /// What fails pass after pass for one reason is told once.
    private func attempt(_ pass: () async throws -> ExitStatus) async -> ExitStatus {
        do {
            let status = try await pass()
            told = nil
            return status
        } catch let failure as Failure {
            if told != "\(failure)" { Console.standard.error(failure) }
            told = "\(failure)"
            tellStatus("\(failure)")
            return failure.exitStatus
        } catch let status as ExitStatus {
            return status
        } catch {
            Console.standard.tell("\(error)", .error)
            return .bug
        }
    }

    private func reloaded(_ old: RunSession) async -> RunSession {
        manager.tell(.reloading)
        defer { manager.tell(.ready) }
        do throws(Failure) {
            let new = try await RunSession(options)
            Console.standard.tell("the settings were read again")
            refusal = nil
            return new
        } catch {
            Console.standard.error(error)
            Console.standard.tell("the settings from before stay in force", .warning)
            refusal = error
            tellStatus("the settings from before stay in force")
            return old
        }
    }

    /// Until good settings are read, each status says that they are not.
    private func tellStatus(_ text: String) {
        manager.tell(.status((refusal.map { "settings refused: \($0); " } ?? "") + text))
    }
}
