public import Failures
public import FoundationEssentials
import GRDB

/// Tasks not known to have ended that run in other regions, where nobody has asked for them lately.
extension Manifest {
    /// How many such tasks there are, by region. Tasks whose region is not known are not counted.
    ///
    /// - Parameters:
    ///   - region: the one that is not another.
    ///   - since: leaves out tasks the service answered for, or that were added, at this time or later.
    public func tasksElsewhere(than region: String, notAskedSince since: Date) throws(Failure) -> [String: Int] {
        try read { db in
            var counts: [String: Int] = [:]
            let statement = try db.cachedStatement(sql: Self.elsewhereSQL)
            try statement.read([region, since.unixMilliseconds]) { row in
                let region = try row.next(String.self)
                counts[region] = try row.next()
                return true
            }
            return counts
        }
    }

    /// Such tasks themselves, oldest first.
    ///
    /// - Parameters:
    ///   - region: the one that is not another.
    ///   - since: leaves out tasks the service answered for, or that were added, at this time or later.
    ///   - begunBefore: only tasks submitted (or, where that is not known, added) before this time.
    ///   - limit: at most so many.
    public func tasksElsewhere(
        than region: String, notAskedSince since: Date, begunBefore: Date, limit: Int
    ) throws(Failure) -> [TaskRecord] {
        try read { db in
            try TaskRecord.fetchAll(
                db, where: Self.forgottenElsewhereCondition,
                arguments: [region, since.unixMilliseconds, begunBefore.unixMilliseconds, limit])
        }
    }

    private static let neglected =
        "phase = 'running' AND region <> ? AND coalesce(queried_at, added_at) < ?"

    static let elsewhereSQL = """
        SELECT region, count(*) FROM task INDEXED BY task_to_query WHERE \(neglected)
        GROUP BY region
        """

    static let forgottenElsewhereCondition = "\(neglected) AND began_at < ? ORDER BY began_at, task_id LIMIT ?"
}
