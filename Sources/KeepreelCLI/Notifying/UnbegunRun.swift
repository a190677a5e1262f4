import Archiving
import Failures
import FoundationEssentials
import Manifest
import ModelStudio
import Settings

/// A run that failed before it began, as one without keys: where there is a manifest, it is kept like others, and
/// the metrics tell of it, so that nobody takes its silence for calm.
struct UnbegunRun {
    let options: GlobalOptions
    /// Whether it is a service, which is started again and again.
    let isService: Bool

    func record(_ failure: Failure) {
        // The run that holds the lock tells of itself, and wrong usage is told to who typed it.
        if failure.code == ProcessLock.runIsLocked || [.usage, .unknownTask].contains(failure.exitStatus) { return }
        do throws(Failure) {
            let context = try CommandContext(options, tellsWarnings: false)
            // Whoever has not run yet, perhaps as another user by mistake, makes no manifest by failing.
            guard Manifest.exists(at: context.settings.manifest.path) else { return }
            let manifest = try context.openManifest()
            let error = FirstError.kept("\(failure)")
            let last = try manifest.lastRuns(limit: 1).first
            // One that did begin stays.
            let isRepeated = isService && last?.outcome?.error == error && last?.outcome?.seconds == 0
            let recording = try RunRecording(context, manifest, clock: ServiceClock())
            _ = recording.end(
                try Self.summary(manifest, failure.exitStatus), failure.exitStatus, error: error,
                insteadOf: isRepeated ? last?.number : nil)
            try manifest.close()
        } catch {
            // The failure that is told anyway comes first.
        }
    }

    /// What is open is so without a run as well.
    private static func summary(_ manifest: Manifest, _ status: ExitStatus) throws(Failure) -> RunSummary {
        var summary = RunSummary()
        let counts = try manifest.counts(of: [.waiting, .pending, .archiving])
        summary.pending = counts[.waiting]
        summary.deferred = counts[.pending] + counts[.archiving]
        summary.coverage = try manifest.coverage(
            since: Date() - summary.coverageSpan / .seconds(1),
            atRiskBefore: Date() + ArchivalRun.riskTime / .seconds(1))
        summary.status = status
        return summary
    }
}
