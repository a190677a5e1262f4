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
            var open = try Self.counts(db, Self.openCoverageSQL, [atRiskBefore.unixMilliseconds])
            var archived = try Self.counts(db, Self.archivedCoverageSQL, [since.unixMilliseconds])
            var lost = try Self.counts(db, Self.lostCoverageSQL, [since.unixMilliseconds])
            var coverage = Coverage(
                finished: try open.next(), archived: try archived.next(), pending: try open.next(),
                atRisk: try open.next(), lost: try lost.next())
            coverage.finished += try coverage.archived + lost.next(Int.self)
            return coverage
        }
    }

    /// When the first of the videos that are neither archived nor given up will be out of reach; `nil` where there is
    /// none.
    public func nextDeadline() throws(Failure) -> Date? {
        try read { db in
            try Int64.fetchOne(db, sql: Self.nextDeadlineSQL).map { Date(unixMilliseconds: $0) }
        }
    }

    /// The one row of a statement that counts.
    static func counts(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> RowReader {
        guard let row = try Row.fetchOne(try db.cachedStatement(sql: sql), arguments: arguments) else {
            throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "no counts")
        }
        return RowReader(row)
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
