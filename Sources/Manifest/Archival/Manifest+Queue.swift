public import Failures
import GRDB

extension Manifest {
    /// Tasks not known to have ended, the oldest and so the first to be forgotten by the service at the front.
    ///
    /// A page of them at a time: to go on, give the last one of the page before.
    ///
    /// - Parameters:
    ///   - after: the task to go on behind; `nil` begins at the front.
    ///   - limit: at most so many.
    ///   - notListedIn: leaves out tasks that the service's list called running in this round; `nil` for none.
    ///   - region: only tasks of this region and those whose region is not known; `nil` for all.
    public func tasksToQuery(
        after: TaskRecord? = nil, limit: Int, notListedIn: String? = nil, region: String? = nil
    ) throws(Failure) -> [TaskRecord] {
        try read { db in
            try TaskRecord.fetchAll(
                db,
                where: Self.tasksToQueryCondition,
                arguments: [
                    after?.beganAt.unixMilliseconds ?? .min, after?.taskID ?? "",
                    notListedIn, region, limit,
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
            let next = try Self.queue(db, excluding: excluded, only: taskIDs, limit: 1).first
            // The keys stand in the index; the whole row is read for the one that is taken.
            return try next.flatMap { try VideoRecord.fetch(db, key: $0) }
        }
    }

    /// The videos to archive, in the order in which ``nextVideo(excluding:only:)`` hands them out.
    ///
    /// - Parameters:
    ///   - taskIDs: only videos of these tasks; `nil` for all.
    ///   - limit: at most so many; `nil` for all.
    public func videosToArchive(
        only taskIDs: Set<String>? = nil, limit: Int? = nil
    ) throws(Failure) -> [VideoKey] {
        try read { db in try Self.queue(db, excluding: [], only: taskIDs, limit: limit ?? .max) }
    }

    private static func queue(
        _ db: Database, excluding excluded: Set<VideoKey>, only taskIDs: Set<String>?, limit: Int
    ) throws -> [VideoKey] {
        var keys: [VideoKey] = []
        let rows = try Row.fetchCursor(try db.cachedStatement(sql: queueSQL))
        while keys.count < limit, let row = try rows.next() {
            var reader = RowReader(row)
            let key = VideoKey(taskID: try reader.next(), index: try reader.next())
            if excluded.contains(key) || taskIDs?.contains(key.taskID) == false { continue }
            keys.append(key)
        }
        return keys
    }

    static let tasksToQueryCondition = """
        phase = 'running' AND (began_at, task_id) > (?, ?) AND coalesce(listed_in <> ?, TRUE)
            AND coalesce(region = ?, TRUE)
        ORDER BY began_at, task_id LIMIT ?
        """

    static let queueSQL = """
        SELECT task_id, idx FROM video INDEXED BY video_to_archive WHERE state IN ('pending', 'archiving')
        ORDER BY coalesce(due_at, expires_at) IS NULL, coalesce(due_at, expires_at), task_id, idx
        """
}
