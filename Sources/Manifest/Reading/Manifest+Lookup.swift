public import Failures
public import FoundationEssentials
import GRDB

extension Manifest {
    /// The task of this id; `nil` where the manifest does not know it.
    public func task(_ taskID: String) throws(Failure) -> TaskRecord? {
        try read { db in try TaskRecord.fetch(db, taskID: taskID) }
    }

    /// The videos of a task in their order, with their source URLs.
    public func videos(of taskID: String) throws(Failure) -> [VideoRecord] {
        try read { db in
            try VideoRecord.fetchAll(db, where: "video.task_id = ? ORDER BY video.idx", arguments: [taskID])
        }
    }

    /// The tasks that were submitted within a span of time, its ends included; those whose time is not known are left
    /// out.
    public func tasks(submittedFrom start: Date, to end: Date) throws(Failure) -> [TaskRecord] {
        try read { db in
            try TaskRecord.fetchAll(
                db, where: Self.submittedWithinCondition,
                arguments: [start.unixMilliseconds, end.unixMilliseconds])
        }
    }

    /// The ids of the tasks that were submitted, or else added, last; the newest first.
    public func newestTaskIDs(limit: Int) throws(Failure) -> [String] {
        try read { db in try String.fetchAll(db, sql: Self.newestSQL, arguments: [limit]) }
    }

    static let newestSQL = "SELECT task_id FROM task ORDER BY began_at DESC, task_id DESC LIMIT ?"

    // `began_at` is the time of submission where that is known, and has an index.
    static let submittedWithinCondition =
        "began_at BETWEEN ? AND ? AND submitted_at IS NOT NULL ORDER BY began_at, task_id"
}
