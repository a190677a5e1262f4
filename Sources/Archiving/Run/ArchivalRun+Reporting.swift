import Failures
import FoundationEssentials
import Manifest

extension ArchivalRun {
    /// A video that is due within this time is at risk.
    private static let riskTime = Duration.seconds(2 * 3600)

    func listWhatWouldBeDone() throws(Failure) {
        var left = options.limit ?? .max
        let filter = EntryFilter(states: [.pending, .archiving], taskIDs: options.only.map(Array.init))
        do {
            try tools.manifest.forEachEntry(filter) { _, video in
                guard left > 0 else { throw LimitReached() }
                left -= 1
                observer(.wouldArchive(video))
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            // The limit ended the listing.
        }
    }

    private struct LimitReached: Error {}

    /// Tells each failed task and each lost video once, and counts what is left. What a dry run tells, the next real
    /// one tells again.
    func report(_ tally: inout RunTally) throws(Failure) {
        let manifest = tools.manifest
        while true {
            let failures = try manifest.unreportedFailures(limit: 100)
            let losses = try manifest.unreportedLosses(limit: 100)
            if failures.isEmpty, losses.isEmpty { break }
            for task in failures { observer(.taskFailed(task)) }
            for video in losses { observer(.lost(video)) }
            tally.summary.failed += failures.count
            tally.summary.lost += losses.count
            if options.isDryRun { break }
            try manifest.markReported(failures: failures.map(\.taskID), losses: losses.map(\.key), at: tools.now())
        }
        let left = try scopeCounts()
        tally.summary.pending = left.waiting
        tally.summary.deferred = left.unarchived
        let now = tools.now()
        let span = options.discovery?.window ?? .seconds(86_400)
        tally.summary.coverage = try manifest.coverage(
            since: now - span.inSeconds, atRiskBefore: now + Self.riskTime.inSeconds)
    }

    func scopeCounts() throws(Failure) -> (waiting: Int, unarchived: Int) {
        guard let only = options.only else {
            let counts = try tools.manifest.counts()
            return (counts[.waiting], counts[.pending] + counts[.archiving])
        }
        var (waiting, unarchived) = (0, 0)
        for taskID in only {
            for video in try tools.manifest.videos(of: taskID) {
                switch video.state {
                case .waiting: waiting += 1
                case .pending, .archiving: unarchived += 1
                case .archived, .lost, .none: break
                }
            }
        }
        return (waiting, unarchived)
    }
}
