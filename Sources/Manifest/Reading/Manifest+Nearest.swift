public import Failures
import GRDB

extension Manifest {
    /// The task that an unknown id was most likely meant to be: the one it is the beginning of, or one that a single
    /// slip of the keyboard leads to; `nil` where there is none, or several begin so.
    ///
    /// Every possibility is looked up by its key, so that the cost does not depend on how many tasks there are.
    ///
    /// - Parameter slips: the ids that are one slip away.
    public func nearestTaskID(to taskID: String, slips: [String]) throws(Failure) -> String? {
        // A few characters are the beginning of anything.
        guard taskID.utf8.count >= Self.shortestBeginning else { return nil }
        return try read { db in
            let begun = try String.fetchAll(
                db, sql: "SELECT task_id FROM task WHERE task_id >= ? AND task_id < ? ORDER BY task_id LIMIT 2",
                arguments: [taskID, taskID + "\u{10FFFF}"])
            if begun.count == 1 { return begun.first }
            let statement = try db.makeStatement(sql: "SELECT task_id FROM task WHERE task_id = ?")
            for slip in slips {
                if let known = try String.fetchOne(statement, arguments: [slip]) { return known }
            }
            return nil
        }
    }

    private static let shortestBeginning = 4
}
