public import Failures
import GRDB

/// The task that an unknown id was most likely meant to be.
public enum NearestTask: Sendable, Equatable {
    /// No task is near.
    case none
    /// The task of this id.
    case one(String)
    /// Several ids begin so.
    case several
}

extension Manifest {
    /// The task that an unknown id was most likely meant to be: the one whose id begins so, or one that a single slip of
    /// the keyboard leads to.
    ///
    /// Every possibility is looked up by its key, so that the cost does not depend on how many tasks there are.
    ///
    /// - Parameter slips: the ids that are one slip away.
    public func nearestTask(to taskID: String, slips: [String]) throws(Failure) -> NearestTask {
        // A few characters are the beginning of anything.
        guard taskID.utf8.count >= Self.shortestBeginning else { return .none }
        return try read { db in
            let begun = try String.fetchAll(
                db, sql: "SELECT task_id FROM task WHERE task_id >= ? AND task_id < ? ORDER BY task_id LIMIT 2",
                arguments: [taskID, taskID + "\u{10FFFF}"])
            if let first = begun.first { return begun.count == 1 ? .one(first) : .several }
            let statement = try db.makeStatement(sql: "SELECT task_id FROM task WHERE task_id = ?")
            for slip in slips {
                if let known = try String.fetchOne(statement, arguments: [slip]) { return .one(known) }
            }
            return .none
        }
    }

    private static let shortestBeginning = 4
}
