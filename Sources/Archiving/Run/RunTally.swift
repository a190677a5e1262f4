import Failures

/// What one part of a run counted; the parts add up to its summary.
struct RunTally: Sendable {
    var summary = RunSummary()
    var status = ExitStatus.done

    mutating func add(_ part: RunTally) {
        summary.discovered += part.summary.discovered
        summary.queried += part.summary.queried
        summary.archived += part.summary.archived
        summary.bytes += part.summary.bytes
        summary.begun += part.summary.begun
        status = status.orGraver(part.status)
    }

    /// The summary with the status that follows from it.
    func finished(isDryRun: Bool) -> RunSummary {
        var summary = summary
        summary.status = status
        if summary.lost > 0 { summary.status = summary.status.orGraver(.lost) }
        if summary.deferred > 0, !isDryRun { summary.status = summary.status.orGraver(.unfinished) }
        return summary
    }
}
