public import Failures
public import FoundationEssentials
import GRDB

extension Manifest {
    /// Records what Model Studio's list says of tasks, in one transaction, so that a round needs not ask for those that
    /// are running. Ended tasks stay as they are and unknown ids are passed over. No listing of changes shows it.
    ///
    /// - Parameters:
    ///   - rows: rows of the list. One that is not running takes back what an earlier row of the round said.
    ///   - round: names the reading of the list; no two may have the same name.
    ///   - at: when the list came; counts as an answer for a task that is running.
    public func recordListed(_ rows: [ListedTask], round: String, at: Date) throws(Failure) {
        if rows.isEmpty { return }
        try write { db in
            let listed = try db.cachedStatement(
                sql: "UPDATE task SET status = ?, listed_in = ?, queried_at = ? WHERE task_id = ? AND phase = 'running'"
            )
            let ended = try db.cachedStatement(
                sql: "UPDATE task SET listed_in = NULL WHERE task_id = ? AND phase = 'running'")
            for row in rows {
                if let status = row.status {
                    try listed.execute(arguments: [status, round, at.unixMilliseconds, row.taskID])
                } else {
                    try ended.execute(arguments: [row.taskID])
                }
            }
        }
    }
}
