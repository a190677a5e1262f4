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
    /// not known counts with 24 hours after the end or the start of its task.
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
}
