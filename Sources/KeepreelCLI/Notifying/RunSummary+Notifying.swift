import Archiving
import FoundationEssentials
import Manifest
import Notifying

extension RunRecord.Outcome {
    /// What the manifest keeps of a run.
    init(_ summary: RunSummary, exitCode: Int32, at: Date) {
        self.init(
            endedAt: at, exitCode: exitCode, seconds: summary.seconds, discovered: summary.discovered,
            queried: summary.queried, archived: summary.archived, bytes: summary.bytes, pending: summary.pending,
            failed: summary.failed, lost: summary.lost, deferred: summary.deferred)
    }
}

extension RunMetrics {
    /// What a run's own numbers tell.
    init(_ summary: RunSummary, exitCode: Int32, at: Date) {
        self.init()
        archived = summary.archived
        bytes = summary.bytes
        failed = summary.failed
        lost = summary.lost
        pending = summary.pending
        deferred = summary.deferred
        atRisk = summary.coverage.atRisk
        duration = summary.seconds
        ended = at.timeIntervalSince1970
        self.exitCode = exitCode
        version = Keepreel.number
    }

    /// What the manifest has counted, whichever run it was.
    mutating func note(_ tally: Tally) {
        archivedInAll = tally.archived
        bytesInAll = tally.bytes
        failedInAll = tally.failed
        lostInAll = tally.lost
    }
}
