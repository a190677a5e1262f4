public import Failures
public import FoundationEssentials
import GRDB

extension Manifest {
    /// What became of the videos of the tasks submitted (or, where that is not known, added) at `since` or later.
    ///
    /// - Parameter atRiskBefore: a video that is open and will be out of reach before this time is at risk.
    public func coverage(since: Date, atRiskBefore: Date) throws(Failure) -> Coverage {
        try read { db in
            let statement = try db.cachedStatement(sql: Self.coverageSQL)
            let arguments: StatementArguments = [atRiskBefore.unixMilliseconds, since.unixMilliseconds]
            guard let row = try Row.fetchOne(statement, arguments: arguments) else { return Coverage() }
            var reader = RowReader(row)
            return Coverage(
                finished: try reader.next(), archived: try reader.next(), pending: try reader.next(),
                atRisk: try reader.next(), lost: try reader.next())
        }
    }

    // CROSS JOIN: tasks by age, then each one's videos, however few videos there are of a state.
    static let coverageSQL = """
        SELECT count(*) FILTER (
                WHERE task.phase = 'succeeded' AND video.state IN ('pending', 'archiving', 'archived', 'lost')),
            count(*) FILTER (WHERE video.state = 'archived'),
            count(*) FILTER (WHERE video.state = 'waiting'),
            count(*) FILTER (WHERE video.state IN \(Deadline.openStates) AND \(Deadline.sql) < ?),
            count(*) FILTER (WHERE video.state = 'lost')
        FROM task CROSS JOIN video ON video.task_id = task.task_id
        WHERE task.began_at >= ?
        """
}
