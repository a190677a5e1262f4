public import Failures
public import FoundationEssentials
import GRDB

extension Manifest {
    /// Tasks not known to have ended, the oldest and so the first to be forgotten by the service at the front.
    ///
    /// A page of them at a time: to go on, give the last one of the page before.
    ///
    /// - Parameters:
    ///   - after: the task to go on behind; `nil` begins at the front.
    ///   - limit: at most so many.
    ///   - notQueriedSince: leaves out tasks the service answered for at this time or later.
    ///   - region: only tasks of this region and those whose region is not known; `nil` for all.
    public func tasksToQuery(
        after: TaskRecord? = nil, limit: Int, notQueriedSince: Date? = nil, region: String? = nil
    ) throws(Failure) -> [TaskRecord] {
        try read { db in
            try TaskRecord.fetchAll(
                db,
                where: Self.tasksToQueryCondition,
                arguments: [
                    (after.map { $0.submittedAt ?? $0.addedAt })?.unixMilliseconds ?? .min, after?.taskID ?? "",
                    notQueriedSince?.unixMilliseconds, region, limit,
                ])
        }
    }

    /// The video to archive next: `pending`, or `archiving` as a killed run left it. The one that is due first comes
    /// first, those without a due time last.
    ///
    /// - Parameters:
    ///   - excluded: videos that are under way or have failed in this run.
    ///   - taskIDs: only videos of these tasks; `nil` for all.
    public func nextVideo(
        excluding excluded: Set<VideoKey>, only taskIDs: Set<String>? = nil
    ) throws(Failure) -> VideoRecord? {
        try read { db in
            // The keys stand in the index; whole rows are read for the one that is taken.
            let statement = try db.cachedStatement(sql: Self.queueSQL)
            let rows = try Row.fetchCursor(statement)
            while let row = try rows.next() {
                var reader = RowReader(row)
                let key = VideoKey(taskID: try reader.next(), index: try reader.next())
                if excluded.contains(key) { continue }
                if let taskIDs, !taskIDs.contains(key.taskID) { continue }
                return try VideoRecord.fetch(db, key: key)
            }
            return nil
        }
    }

    static let tasksToQueryCondition = """
        phase = 'running' AND (began_at, task_id) > (?, ?) AND coalesce(queried_at < ?, TRUE)
            AND coalesce(region = ?, TRUE)
        ORDER BY began_at, task_id LIMIT ?
        """

    static let queueSQL = """
        SELECT task_id, idx FROM video INDEXED BY video_to_archive WHERE state IN ('pending', 'archiving')
        ORDER BY due_at IS NULL, due_at, task_id, idx
        """
}
