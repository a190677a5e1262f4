extension Schema {
    /// - `verified_at`: when every byte of the archived object was last read back and found right.
    /// - `deep_pass`: a row for each bucket of which such a pass is under way.
    static let sixthStep = """
        ALTER TABLE video ADD COLUMN verified_at INTEGER;
        CREATE TABLE deep_pass (
            bucket TEXT NOT NULL PRIMARY KEY,
            began_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX task_by_change ON task (changed_at, began_at);
        CREATE INDEX video_by_change ON video (updated_at);
        """
}
