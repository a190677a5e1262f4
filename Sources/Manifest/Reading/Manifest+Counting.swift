public import Failures
public import FoundationEssentials
import GRDB

extension Manifest {
    /// How many videos are in each state.
    public func counts() throws(Failure) -> VideoCounts {
        try read { db in
            var counts: [VideoState: Int] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT state, count(*) FROM video GROUP BY state")
            while let row = try rows.next() {
                var reader = RowReader(row)
                let state = try reader.nextName(VideoState.self)
                counts[state] = try reader.next()
            }
            return VideoCounts(counts)
        }
    }

    /// How many videos are neither archived nor given up and will be out of reach before `deadline`. One whose URL is
    /// not known counts with 24 hours after the start of its task.
    public func atRisk(before deadline: Date) throws(Failure) -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM video JOIN task USING (task_id)
                    WHERE video.state IN \(Deadline.openStates) AND \(Deadline.sql) < ?
                    """,
                arguments: [deadline.unixMilliseconds]) ?? 0
        }
    }

    /// How many tasks that are not known to have ended are in regions other than `region`, by region. Tasks whose
    /// region is not known are not counted.
    public func tasksElsewhere(than region: String) throws(Failure) -> [String: Int] {
        try read { db in
            var counts: [String: Int] = [:]
            let rows = try Row.fetchCursor(db.cachedStatement(sql: Self.elsewhereSQL), arguments: [region])
            while let row = try rows.next() {
                var reader = RowReader(row)
                let region = try reader.next(String.self)
                counts[region] = try reader.next()
            }
            return counts
        }
    }

    static let elsewhereSQL = """
        SELECT region, count(*) FROM task INDEXED BY task_to_query WHERE phase = 'running' AND region <> ?
        GROUP BY region
        """
}
