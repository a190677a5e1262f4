import Archiving
import Failures
import FoundationEssentials
import Glibc
import Manifest
import ModelStudio
import Notifying
import Settings

/// What is kept of a run: its line in the manifest and, where the settings name one, its metrics file.
struct RunRecording {
    private let manifest: Manifest
    private let context: CommandContext
    private let clock: ServiceClock
    private let firstError = FirstError()
    /// The run's number.
    let number: Int64

    /// Records that a run begins.
    init(_ context: CommandContext, _ manifest: Manifest, clock: ServiceClock) throws(Failure) {
        self.manifest = manifest
        self.context = context
        self.clock = clock
        number = try manifest.beginRun(at: Date(), pid: getpid(), version: Keepreel.number)
    }

    /// Takes note of what happens.
    func observe(_ event: RunEvent) { firstError.observe(event) }

    /// Records its end.
    ///
    /// - Parameters:
    ///   - error: what went wrong, where no event told of it.
    ///   - earlier: the number of a run that is forgotten with it.
    /// - Returns: the status; a graver one where the manifest takes no record.
    func end(
        _ summary: RunSummary, _ status: ExitStatus, error: String? = nil, insteadOf earlier: Int64?
    ) -> ExitStatus {
        do throws(Failure) {
            let now = Date()
            var outcome = RunRecord.Outcome(summary, exitCode: status.rawValue, at: now)
            // What went well in the end is none.
            if status != .done { outcome.error = error ?? firstError.text }
            try manifest.endRun(number, outcome, insteadOf: earlier)
            if let path = context.settings.notify.metricsFile {
                var metrics = RunMetrics(summary, exitCode: status.rawValue, at: now)
                metrics.secondsToExpiry = try manifest.nextDeadline()?.timeIntervalSince(clock.now())
                metrics.lastSuccess = try manifest.lastSuccess()?.timeIntervalSince1970
                metrics.note(try manifest.tally())
                write(metrics, to: path)
            }
            return status
        } catch {
            context.console.error(error)
            return status.orGraver(error.exitStatus)
        }
    }

    /// That it fails changes nothing of the run.
    private func write(_ metrics: RunMetrics, to path: String) {
        do {
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
                throw Failure(
                    "notify.metrics", "\(path) is no file that can be replaced", remedy: "look at notify.metricsFile",
                    disposition: .giveUp)
            }
            // A collector runs as another user, and services have a strict umask.
            try AtomicFile.write(to: path, ignoresUmask: true, isFlushed: false) {
                try $0.write(Array(metrics.text.utf8))
            }
        } catch let failure as Failure {
            context.console.error(failure.concerning("no metrics were written"), .warning)
        } catch {
            context.console.tell("no metrics were written: \(error)", .warning)
        }
    }
}
