public import Failures
import GRDB

extension Manifest {
    /// Leaves no byte of an erased source URL in the file and its log. To be called when a run ends.
    ///
    /// `secure_delete` zeroes what is deleted, yet SQLite leaves copies of rows behind where it has moved them between
    /// pages. Therefore the sources still needed move out, the table's pages are zeroed as a whole, and they move back.
    /// While another process reads, what it needs stays in the log until the next scrub.
    public func scrub() throws(Failure) {
        try write { db in
            guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM source WHERE url IS NULL)") == true else {
                return
            }
            // A DELETE without WHERE clears page by page, not row by row:
            // https://www.sqlite.org/lang_delete.html#the_truncate_optimization
            try db.execute(
                sql: """
                    INSERT INTO source_moving SELECT task_id, idx, url FROM source WHERE url IS NOT NULL;
                    DELETE FROM source;
                    INSERT INTO source SELECT task_id, idx, url FROM source_moving;
                    DELETE FROM source_moving;
                    """)
        }
        try writeWithoutTransaction { db in
            do { _ = try db.checkpoint(.truncate) } catch DatabaseError.SQLITE_BUSY {}
        }
    }
}
