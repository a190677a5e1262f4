public import Failures
public import FoundationEssentials
import GRDB

extension Manifest {
    /// Records what Model Studio's list says of tasks that are still running, in one transaction, as if each had been
    /// asked for. Ended tasks stay as they are and unknown ids are passed over. No listing of changes shows it.
    ///
    /// - Parameters:
    ///   - rows: rows whose status means that the task is running.
    ///   - at: when the list came.
    public func recordListed(_ rows: [ListedTask], at: Date) throws(Failure) {
        if rows.isEmpty { return }
        try write { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE task SET status = ?, queried_at = ? WHERE task_id = ? AND phase = 'running'")
            for row in rows { try statement.execute(arguments: [row.status, at.unixMilliseconds, row.taskID]) }
        }
    }
}
