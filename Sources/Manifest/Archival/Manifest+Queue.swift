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

    /// The videos to archive next: `pending`, or `archiving` as a killed run left them. The one that is due first comes
    /// first, those without a due time last.
    ///
    /// - Parameters:
    ///   - excluded: videos that are under way or have failed in this run.
    ///   - taskIDs: only videos of these tasks; `nil` for all.
    ///   - limit: at most so many.
    public func nextVideos(
        excluding excluded: Set<VideoKey>, only taskIDs: Set<String>? = nil, limit: Int
    ) throws(Failure) -> [QueuedVideo] {
        try read { db in
            // The keys stand in the index; whole rows are read for those that are taken.
            try Self.queue(db, excluding: excluded, only: taskIDs, limit: limit).map { key in
                guard let video = try VideoRecord.fetch(db, key: key) else { throw Failure.unknownVideo(key) }
                guard let task = try TaskRecord.fetch(db, taskID: key.taskID) else {
                    throw Failure.unknownTask(key.taskID)
                }
                return QueuedVideo(video: video, task: task)
            }
        }
    }

    /// The videos to archive, in the order in which ``nextVideos(excluding:only:limit:)`` hands them out.
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
        guard limit > 0 else { return keys }
        try db.cachedStatement(sql: queueSQL).read { row in
            let key = VideoKey(taskID: try row.next(), index: try row.next())
            if !excluded.contains(key), taskIDs?.contains(key.taskID) != false { keys.append(key) }
            return keys.count < limit
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
