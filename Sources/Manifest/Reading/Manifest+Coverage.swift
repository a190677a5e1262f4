public import Failures
public import FoundationEssentials
import GRDB

extension Manifest {
    /// How well the videos are covered: what is open, however old, and what ended lately.
    ///
    /// - Parameters:
    ///   - since: what was archived or lost at this time or later counts.
    ///   - atRiskBefore: a video that is open and will be out of reach before this time is at risk.
    public func coverage(since: Date, atRiskBefore: Date) throws(Failure) -> Coverage {
        try read { db in
            let since: StatementArguments = [since.unixMilliseconds]
            let archived = try Self.counts(db, Self.archivedCoverageSQL, since) { row in try row.next(Int.self) }
            let (lost, lostAfterEnd) = try Self.counts(db, Self.lostCoverageSQL, since) { row in
                (try row.next(Int.self), try row.next(Int.self))
            }
            return try Self.counts(db, Self.openCoverageSQL, [atRiskBefore.unixMilliseconds]) { row in
                let open = try row.next(Int.self)
                return Coverage(
                    finished: open + archived + lostAfterEnd, open: open, archived: archived, pending: try row.next(),
                    atRisk: try row.next(), lost: lost)
            }
        }
    }

    /// When the first of the videos that are neither archived nor given up will be out of reach; `nil` where there is
    /// none.
    public func nextDeadline() throws(Failure) -> Date? {
        try read { db in
            try Int64.fetchOne(db, sql: Self.nextDeadlineSQL).map { Date(unixMilliseconds: $0) }
        }
    }

    /// What the one row of a statement that counts says.
    static func counts<Counts>(
        _ db: Database, _ sql: String, _ arguments: StatementArguments, _ read: (inout RowReader) throws -> Counts
    ) throws -> Counts {
        guard let counts = try db.cachedStatement(sql: sql).first(arguments, read) else {
            throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "no counts")
        }
        return counts
    }

    // CROSS JOIN: first the videos of the state, then each one's task.
    static let openCoverageSQL = """
        SELECT count(*) FILTER (WHERE video.state <> 'waiting' AND task.phase = 'succeeded'),
            count(*) FILTER (WHERE video.state = 'waiting'), count(*) FILTER (WHERE \(Deadline.sql) < ?)
        FROM video INDEXED BY video_by_state CROSS JOIN task ON task.task_id = video.task_id
        WHERE video.state IN \(Deadline.openStates)
        """

    static let nextDeadlineSQL = """
        SELECT min(\(Deadline.sql))
        FROM video INDEXED BY video_by_state CROSS JOIN task ON task.task_id = video.task_id
        WHERE video.state IN \(Deadline.openStates)
        """

    // Nothing is archived but what a task that succeeded has made.
    static let archivedCoverageSQL = """
        SELECT count(*) FROM video INDEXED BY video_by_archival WHERE state = 'archived' AND archived_at >= ?
        """

    static let lostCoverageSQL = """
        SELECT count(*), count(*) FILTER (WHERE task.phase = 'succeeded')
        FROM video INDEXED BY video_by_loss CROSS JOIN task ON task.task_id = video.task_id
        WHERE video.state = 'lost' AND video.lost_at >= ?
        """
}
