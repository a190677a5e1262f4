import FoundationEssentials
import GRDB

extension RunRecord {
    /// The columns that `init(reading:)` reads, in its order.
    private static let columns = """
        number, begun_at, pid, version, ended_at, exit_code, seconds, discovered, queried, archived, bytes, pending,
        failed, lost, deferred, error
        """

    private init(reading row: inout RowReader) throws {
        self.init(
            number: try row.next(), begunAt: try row.nextDate(), pid: try row.next(), version: try row.next())
        guard let endedAt = try row.nextDateIfPresent() else { return }
        outcome = Outcome(
            endedAt: endedAt, exitCode: try row.next(), seconds: try row.next(), discovered: try row.next(),
            queried: try row.next(), archived: try row.next(), bytes: try row.next(), pending: try row.next(),
            failed: try row.next(), lost: try row.next(), deferred: try row.next(), error: try row.next(String?.self))
    }

    /// The last runs, the newest first.
    static func fetchLast(_ db: Database, limit: Int) throws -> [RunRecord] {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM run ORDER BY number DESC LIMIT ?")
        return try statement.all([limit]) { row in try RunRecord(reading: &row) }
    }

    static func update(_ db: Database, _ number: Int64, _ outcome: Outcome) throws {
        try db.execute(
            sql: """
                UPDATE run SET ended_at = ?, exit_code = ?, seconds = ?, discovered = ?, queried = ?, archived = ?,
                    bytes = ?, pending = ?, failed = ?, lost = ?, deferred = ?, error = ?
                WHERE number = ?
                """,
            arguments: [
                outcome.endedAt.unixMilliseconds, outcome.exitCode, outcome.seconds, outcome.discovered,
                outcome.queried, outcome.archived, outcome.bytes, outcome.pending, outcome.failed, outcome.lost,
                outcome.deferred, outcome.error, number,
            ])
    }
}
