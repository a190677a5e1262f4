import Archiving
import Failures
import FoundationEssentials
import Manifest

/// Looks for videos that have come to be at risk: at the end of a run, and meanwhile, as a run may take hours.
struct RiskWatch: Sendable {
    let manifest: Manifest
    /// The service's time, which the first answers teach.
    let now: @Sendable () -> Date

    /// Notes those there are.
    func look() throws(Failure) { try manifest.noteAtRisk(before: now() + ArchivalRun.riskTime / .seconds(1)) }

    /// Looks at this interval, until cancelled.
    ///
    /// - Parameter noted: called after each look.
    func look(every interval: Duration, _ noted: () -> Void) async throws {
        while true {
            try await Task.sleep(for: interval)
            try look()
            noted()
        }
    }
}
