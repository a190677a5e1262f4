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
            let rows = try Row.fetchCursor(db, sql: query.sql, arguments: query.arguments)
            while let row = try rows.next() {
                var reader = RowReader(row)
                let task = try TaskRecord(reading: &reader)
                let video = try VideoRecord(reading: &reader)
                do { try body(task, video) } catch {
                    bodyError = error
                    return
                }
            }
        }
        if let bodyError { throw bodyError }
    }
}
