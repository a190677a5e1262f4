public import Failures
public import FoundationEssentials
import GRDB

/// What the user has to be told once. It is marked only after it was told, so that a run killed in between tells it
/// twice rather than never.
extension Manifest {
    /// Tasks that failed at Model Studio and were not reported yet, oldest first, a page of them at a time.
    ///
    /// - Parameters:
    ///   - after: the task to go on behind; `nil` begins at the front.
    ///   - limit: at most so many.
    public func unreportedFailures(after: TaskRecord? = nil, limit: Int) throws(Failure) -> [TaskRecord] {
        try read { db in
            try TaskRecord.fetchAll(
                db,
                where: Self.unreportedFailuresCondition,
                arguments: [
                    after?.beganAt.unixMilliseconds ?? .min, after?.taskID ?? "", limit,
                ])
        }
    }

    /// Videos that were lost and not reported yet, in the order of their loss, a page of them at a time.
    ///
    /// - Parameters:
    ///   - after: the video to go on behind; `nil` begins at the front.
    ///   - limit: at most so many.
    public func unreportedLosses(after: VideoRecord? = nil, limit: Int) throws(Failure) -> [VideoRecord] {
        try read { db in
            try VideoRecord.fetchAll(
                db, index: "video_to_report", where: Self.unreportedLossesCondition,
                arguments: [
                    after?.lostAt?.unixMilliseconds ?? .min, after?.key.taskID ?? "", after?.key.index ?? 0, limit,
                ])
        }
    }

    /// Marks failed tasks and lost videos as told to the user, and makes a notice of each of these videos; others are
    /// passed over.
    public func markReported(failures: [String], losses: [VideoKey], at: Date) throws(Failure) {
        try write { db in
            let task = try db.cachedStatement(
                sql: "UPDATE task SET reported_at = ? WHERE task_id = ? AND phase = 'failed' AND reported_at IS NULL")
            var tally = Tally()
            for taskID in failures {
                try task.execute(arguments: [at.unixMilliseconds, taskID])
                tally.failed += db.changesCount
            }
            let video = try db.cachedStatement(
                sql: """
                    UPDATE video SET reported_at = ?
                    WHERE task_id = ? AND idx = ? AND state = 'lost' AND reported_at IS NULL
                    """)
            for key in losses {
                try video.execute(arguments: [at.unixMilliseconds, key.taskID, key.index])
                guard db.changesCount > 0 else { continue }
                tally.lost += 1
                try announce(.lost, key, db)
            }
            try Self.count(tally, db)
        }
    }

    static let unreportedFailuresCondition =
        """
        phase = 'failed' AND reported_at IS NULL AND (began_at, task_id) > (?, ?)
        ORDER BY began_at, task_id LIMIT ?
        """

    static let unreportedLossesCondition = """
        video.state = 'lost' AND video.reported_at IS NULL
            AND (video.lost_at, video.task_id, video.idx) > (?, ?, ?)
        ORDER BY video.lost_at, video.task_id, video.idx LIMIT ?
        """
}
