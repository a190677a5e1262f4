import FoundationEssentials
import GRDB

extension Submission {
    /// The columns that `init(reading:)` reads, in its order.
    static let columns = """
        token, client_id, fingerprint, model, region, state, sent_at, task_id, error_code, error_message, updated_at
        """

    init(reading row: inout RowReader) throws {
        self.init(
            token: try row.next(), clientID: try row.next(), fingerprint: try row.next(), model: try row.next(),
            region: try row.next(), state: try row.nextName(), sentAt: try row.nextDate(), taskID: try row.next())
        let errorCode = try row.next(String?.self)
        let errorMessage = try row.next(String?.self)
        error = errorCode.map { RecordedError(code: $0, message: errorMessage ?? "") }
        updatedAt = try row.nextDate()
    }

    static func sql(where condition: String) -> String { "SELECT \(columns) FROM submission WHERE \(condition)" }

    static func fetchAll(
        _ db: Database, where condition: String, arguments: StatementArguments = StatementArguments()
    ) throws -> [Submission] {
        let statement = try db.cachedStatement(sql: sql(where: condition))
        return try statement.all(arguments) { row in try Submission(reading: &row) }
    }

    /// Inserts the record, or replaces state, time, task and error of the one of the same token.
    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO submission (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (token) DO UPDATE SET state = excluded.state, sent_at = excluded.sent_at, task_id = excluded.task_id,
                    error_code = excluded.error_code, error_message = excluded.error_message,
                    updated_at = excluded.updated_at
                """)
        try statement.execute(arguments: [
            token, clientID, fingerprint, model, region, state.rawValue, sentAt.unixMilliseconds, taskID, error?.code,
            error?.message, updatedAt.unixMilliseconds,
        ])
    }
}
