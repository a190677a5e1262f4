public import Failures
public import FoundationEssentials
import GRDB

/// What became of the last runs.
extension Manifest {
    /// Runs that are kept; besides them the last one with exit code 0.
    static let keptRuns = 1000

    /// Records that a run begins, and forgets the oldest.
    ///
    /// - Returns: its number.
    public func beginRun(at: Date, pid: Int32, version: String) throws(Failure) -> Int64 {
        try write { db in
            try db.execute(
                sql: "INSERT INTO run (begun_at, pid, version) VALUES (?, ?, ?)",
                arguments: [at.unixMilliseconds, pid, version])
            let number = db.lastInsertedRowID
            try db.execute(
                sql: """
                    DELETE FROM run
                    WHERE number <= ? AND number <> coalesce((SELECT max(number) FROM run WHERE exit_code = 0), 0)
                    """, arguments: [number - Int64(Self.keptRuns)])
            return number
        }
    }

    /// Records what a run came to.
    ///
    /// - Parameter earlier: the number of a run that is forgotten with it; `nil`: none is.
    public func endRun(
        _ number: Int64, _ outcome: RunRecord.Outcome, insteadOf earlier: Int64? = nil
    ) throws(Failure) {
        try write { db in
            if let earlier { try db.execute(sql: "DELETE FROM run WHERE number = ?", arguments: [earlier]) }
            try RunRecord.update(db, number, outcome)
        }
    }

    /// The last runs, the newest first.
    public func lastRuns(limit: Int) throws(Failure) -> [RunRecord] {
        try read { db in try RunRecord.fetchLast(db, limit: limit) }
    }

    /// When the last run with exit code 0 ended; `nil` if there was none.
    public func lastSuccess() throws(Failure) -> Date? {
        try read { db in
            let milliseconds = try Int64.fetchOne(
                db, sql: "SELECT ended_at FROM run WHERE exit_code = 0 ORDER BY number DESC LIMIT 1")
            return milliseconds.map { Date(unixMilliseconds: $0) }
        }
    }
}
