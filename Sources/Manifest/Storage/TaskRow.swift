import FoundationEssentials
import GRDB

extension TaskRecord {
    /// The columns that `init(reading:)` reads, in its order.
    static let columns = """
        task.task_id, task.model, task.region, task.status, task.phase, task.origin, task.submitted_at, \
        task.scheduled_at, task.ended_at, task.added_at, task.queried_at, task.code, task.message, task.request_id, \
        task.usage, task.reported_at
        """

    init(reading row: inout RowReader) throws {
        self.init(
            taskID: try row.next(), model: try row.next(), region: try row.next(), status: try row.next(),
            phase: try row.nextName(), origin: try row.nextName(), submittedAt: try row.nextDateIfPresent(),
            scheduledAt: try row.nextDateIfPresent(), endedAt: try row.nextDateIfPresent(),
            addedAt: try row.nextDate(), queriedAt: try row.nextDateIfPresent(), code: try row.next(),
            message: try row.next(), requestID: try row.next(), usage: try row.next(),
            reportedAt: try row.nextDateIfPresent())
    }

    static func fetch(_ db: Database, taskID: String) throws -> TaskRecord? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM task WHERE task_id = ?")
        return try statement.first([taskID]) { row in try TaskRecord(reading: &row) }
    }

    static func fetchAll(_ db: Database, where condition: String, arguments: StatementArguments) throws -> [TaskRecord]
    {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM task WHERE \(condition)")
        return try statement.all(arguments) { row in try TaskRecord(reading: &row) }
    }

    /// Inserts the record, or replaces the one of the same task.
    ///
    /// - Parameter changedAt: `nil` where nothing changed that a listing of changes should show.
    func save(_ db: Database, changedAt: Date?) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO task (task_id, model, region, status, phase, origin, submitted_at, scheduled_at, ended_at,
                    added_at, queried_at, code, message, request_id, usage, reported_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (task_id) DO UPDATE SET model = excluded.model, region = excluded.region,
                    status = excluded.status, phase = excluded.phase, origin = excluded.origin,
                    submitted_at = excluded.submitted_at, scheduled_at = excluded.scheduled_at,
                    ended_at = excluded.ended_at, queried_at = excluded.queried_at, code = excluded.code,
                    message = excluded.message, request_id = excluded.request_id, usage = excluded.usage,
                    reported_at = excluded.reported_at, changed_at = max(changed_at, excluded.changed_at)
                """)
        try statement.execute(arguments: [
            taskID, model, region, status, phase.rawValue, origin.rawValue, submittedAt?.unixMilliseconds,
            scheduledAt?.unixMilliseconds, endedAt?.unixMilliseconds, addedAt.unixMilliseconds,
            queriedAt?.unixMilliseconds, code, message, requestID, usage, reportedAt?.unixMilliseconds,
            changedAt?.unixMilliseconds ?? 0,
        ])
    }

    /// Saves what became of `known`. Videos to be archived follow where it tells another time of submission.
    func save(_ db: Database, over known: TaskRecord, changedAt: Date?) throws {
        try save(db, changedAt: changedAt)
        if submittedAt == known.submittedAt { return }
        let videos = try VideoRecord.fetchAll(db, where: VideoRecord.toArchiveCondition, arguments: [taskID])
        for video in videos { try video.planned(submittedAt: submittedAt).save(db) }
    }
}
