public import Failures
public import FoundationEssentials
import GRDB

extension Manifest {
    /// How many videos are open. It reads what is open from indexes and nothing else, so that a display may ask often.
    ///
    /// - Parameter atRiskBefore: a video to archive that will be out of reach before this time is at risk.
    public func openVideos(atRiskBefore: Date) throws(Failure) -> OpenVideos {
        try read { db in
            try Self.counts(db, Self.openVideosSQL, [atRiskBefore.unixMilliseconds]) { row in
                OpenVideos(toArchive: try row.next(), atRisk: try row.next(), waiting: try row.next())
            }
        }
    }

    /// How many videos of these tasks are open.
    ///
    /// - Parameter atRiskBefore: a video to archive that will be out of reach before this time is at risk.
    public func openVideos(of taskIDs: [String], atRiskBefore: Date) throws(Failure) -> OpenVideos {
        try read { db in
            try Self.counts(
                db, Self.openVideosOfTasksSQL, [atRiskBefore.unixMilliseconds, JSONText.array(taskIDs)]
            ) { row in
                OpenVideos(toArchive: try row.next(), atRisk: try row.next(), waiting: try row.next())
            }
        }
    }

    static let openVideosOfTasksSQL = """
        SELECT count(*) FILTER (WHERE state <> 'waiting'),
            count(*) FILTER (WHERE state <> 'waiting' AND coalesce(due_at, expires_at) < ?),
            count(*) FILTER (WHERE state = 'waiting')
        FROM video WHERE task_id IN (SELECT value FROM json_each(?)) AND state IN \(Deadline.openStates)
        """

    static let openVideosSQL = """
        SELECT count(*), count(*) FILTER (WHERE coalesce(due_at, expires_at) < ?),
            (SELECT count(*) FROM video INDEXED BY video_by_state WHERE state = 'waiting')
        FROM video INDEXED BY video_to_archive WHERE state IN ('pending', 'archiving')
        """
}
