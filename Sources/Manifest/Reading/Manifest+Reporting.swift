public import Failures
public import FoundationEssentials
import GRDB

/// What the user has to be told once. It is marked only after it was told, so that a run killed in between tells it
/// twice rather than never.
extension Manifest {
    /// Tasks that failed at Model Studio and were not reported yet, oldest first.
    public func unreportedFailures(limit: Int) throws(Failure) -> [TaskRecord] {
        try read { db in
            try TaskRecord.fetchAll(
                db,
                where: Self.unreportedFailuresCondition,
                arguments: [limit])
        }
    }

    /// Videos that were lost and not reported yet, in the order of their loss.
    public func unreportedLosses(limit: Int) throws(Failure) -> [VideoRecord] {
        try read { db in
            try VideoRecord.fetchAll(
                db, index: "video_to_report", where: Self.unreportedLossesCondition, arguments: [limit])
        }
    }

    /// Marks failed tasks and lost videos as told to the user; others are passed over.
    public func markReported(failures: [String], losses: [VideoKey], at: Date) throws(Failure) {
        try write { db in
            let task = try db.cachedStatement(
                sql: "UPDATE task SET reported_at = ? WHERE task_id = ? AND phase = 'failed'")
            for taskID in failures { try task.execute(arguments: [at.unixMilliseconds, taskID]) }
            let video = try db.cachedStatement(
                sql: "UPDATE video SET reported_at = ? WHERE task_id = ? AND idx = ? AND state = 'lost'")
            for key in losses { try video.execute(arguments: [at.unixMilliseconds, key.taskID, key.index]) }
        }
    }

    static let unreportedFailuresCondition =
        "phase = 'failed' AND reported_at IS NULL ORDER BY began_at, task_id LIMIT ?"

    static let unreportedLossesCondition = """
        video.state = 'lost' AND video.reported_at IS NULL
        ORDER BY video.lost_at, video.task_id, video.idx LIMIT ?
        """
}
