extension Schema {
    /// - `run`: what each run did. One without an end goes on, or was killed.
    /// - `notice`: what a hook is to be told of, written in the transaction that makes it true. `told_at`: kept where it
    ///   must not be told again.
    static let fifthStep = """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY,
            begun_at INTEGER NOT NULL,
            pid INTEGER NOT NULL,
            version TEXT NOT NULL,
            ended_at INTEGER,
            exit_code INTEGER,
            seconds REAL,
            discovered INTEGER,
            queried INTEGER,
            archived INTEGER,
            bytes INTEGER,
            pending INTEGER,
            failed INTEGER,
            lost INTEGER,
            deferred INTEGER
        ) STRICT;
        CREATE INDEX run_by_success ON run (number) WHERE exit_code = 0;

        CREATE TABLE notice (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            task_id TEXT NOT NULL,
            idx INTEGER NOT NULL,
            told_at INTEGER,
            UNIQUE (kind, task_id, idx),
            FOREIGN KEY (task_id, idx) REFERENCES video (task_id, idx)
        ) STRICT;
        CREATE INDEX notice_to_tell ON notice (number) WHERE told_at IS NULL;
        """
}
