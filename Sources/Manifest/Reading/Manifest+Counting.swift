public import Failures
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
}
