extension Schema {
    /// - `error`: the first thing a run told that went wrong.
    /// - `tally`: how often something happened since there is this table, in one row; never less than before.
    /// - `notice_to_tell`: by kind, as what is lost is told before what is archived.
    static let ninthStep = """
        ALTER TABLE run ADD COLUMN error TEXT;
        CREATE TABLE tally (
            number INTEGER PRIMARY KEY CHECK (number = 1),
            archived INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            lost INTEGER NOT NULL,
            failed INTEGER NOT NULL
        ) STRICT;
        INSERT INTO tally (number, archived, bytes, lost, failed) VALUES (1, 0, 0, 0, 0);
        DROP INDEX notice_to_tell;
        CREATE INDEX notice_to_tell ON notice (kind, number) WHERE told_at IS NULL;
        """
}
