import Failures
import FoundationEssentials
import Manifest

extension ArchivalRun {
    /// A video that is due within this time is at risk.
    public static let riskTime = Duration.seconds(2 * 3600)

    func listWhatWouldBeDone() throws(Failure) {
        for key in try tools.manifest.videosToArchive(only: options.only, limit: options.limit) {
            observer(.wouldArchive(key))
        }
    }

    /// Tells each failed task and each lost video of the scope once, and counts what is left. What a dry run tells, the
    /// next real one tells again.
    func report(_ tally: inout RunTally) throws(Failure) {
        if let only = options.only {
            for taskID in only.sorted() {
                let task = try tools.manifest.task(taskID)
                let videos = try tools.manifest.videos(of: taskID)
                try tell(
                    [task].compactMap(\.self).filter { $0.phase == .failed && $0.reportedAt == nil },
                    videos.filter { $0.state == .lost && $0.reportedAt == nil }, &tally)
            }
        } else {
            try reportAll(&tally)
        }
        let left = try scopeCounts()
        tally.summary.pending = left.waiting
        tally.summary.deferred = left.unarchived
        let now = tools.now()
        tally.summary.coverageSpan = options.discovery?.window ?? .seconds(Deadline.retention)
        tally.summary.coverage = try tools.manifest.coverage(
            since: now - tally.summary.coverageSpan.inSeconds, atRiskBefore: now + Self.riskTime.inSeconds)
    }

    private func reportAll(_ tally: inout RunTally) throws(Failure) {
        var (failed, lost): (TaskRecord?, VideoRecord?)
        while true {
            let failures = try tools.manifest.unreportedFailures(after: failed, limit: 100)
            let losses = try tools.manifest.unreportedLosses(after: lost, limit: 100)
            if failures.isEmpty, losses.isEmpty { return }
            try tell(failures, losses, &tally)
            (failed, lost) = (failures.last ?? failed, losses.last ?? lost)
        }
    }

    private func tell(_ failures: [TaskRecord], _ losses: [VideoRecord], _ tally: inout RunTally) throws(Failure) {
        if failures.isEmpty, losses.isEmpty { return }
        for task in failures { observer(.taskFailed(task)) }
        for video in losses { observer(.lost(video)) }
        tally.summary.failed += failures.count
        tally.summary.lost += losses.count
        if options.isDryRun { return }
        try tools.manifest.markReported(
            failures: failures.map(\.taskID), losses: losses.map(\.key), at: tools.now())
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
