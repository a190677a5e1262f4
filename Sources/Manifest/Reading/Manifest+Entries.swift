import GRDB

extension Manifest {
    /// Goes through the videos with their tasks, in memory that does not depend on their number: ordered by the time
    /// their task was submitted or else added, and by index. A task without results has one `waiting` entry.
    ///
    /// All entries are of one moment, whatever is written meanwhile. They hold no source URL.
    ///
    /// - Parameter body: is called for each, and owns what it is given, which saves a copy; it must not call the
    ///   manifest. What it throws ends the listing and is thrown on as it is.
    /// - Throws: what `body` throws; otherwise a `Failure` (module Failures).
    public func forEachEntry(
        _ filter: EntryFilter = EntryFilter(), _ body: (consuming TaskRecord, consuming VideoRecord) throws -> Void
    ) throws {
        var bodyError: (any Error)?
        try read { db in
            let query = EntryQuery(filter)
            try db.makeStatement(sql: query.sql).read(query.arguments) { row in
                let task = try TaskRecord(reading: &row)
                let video = try VideoRecord(reading: &row)
                do { try body(task, video) } catch { bodyError = error }
                return bodyError == nil
            }
        }
        if let bodyError { throw bodyError }
    }
}
