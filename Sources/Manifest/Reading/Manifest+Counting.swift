public import Failures
import GRDB

extension Manifest {
    /// How many videos are in each state.
    ///
    /// - Parameter states: the only ones that are counted; the time it takes grows with the videos that are.
    public func counts(of states: [VideoState] = VideoState.allCases) throws(Failure) -> VideoCounts {
        try read { db in
            var counts: [VideoState: Int] = [:]
            let statement = try db.cachedStatement(sql: Self.countsSQL)
            try statement.read([JSONText.array(states.map(\.rawValue))]) { row in
                let state = try row.nextName(VideoState.self)
                counts[state] = try row.next()
                return true
            }
            return VideoCounts(counts)
        }
    }
    static let countsSQL = """
        SELECT state, count(*) FROM video INDEXED BY video_by_state
        WHERE state IN (SELECT value FROM json_each(?)) GROUP BY state
        """
}
