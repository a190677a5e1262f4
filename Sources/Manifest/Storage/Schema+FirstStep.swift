extension Schema {
    /// - `began_at`: as good as the deadline for tasks whose end is not known, and the order of listings.
    /// - `crc64`: the 64 bits as SQLite's signed integer.
    /// - `source`: signed URLs stand apart, so that scrubbing needs to rewrite nothing else. A row whose `url` is NULL
    ///   marks an erasure to be scrubbed. No foreign key: it would keep SQLite from clearing the table page by page.
    /// - Partial indexes are found by the planner only for statements that hold the same literal condition.
    static let firstStep = """
        CREATE TABLE task (
            task_id TEXT NOT NULL PRIMARY KEY,
            model TEXT,
            region TEXT,
            status TEXT,
            phase TEXT NOT NULL,
            origin TEXT NOT NULL,
            submitted_at INTEGER,
            scheduled_at INTEGER,
            ended_at INTEGER,
            added_at INTEGER NOT NULL,
            queried_at INTEGER,
            code TEXT,
            message TEXT,
            request_id TEXT,
            usage TEXT,
            reported_at INTEGER,
            changed_at INTEGER NOT NULL,
            began_at INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(submitted_at, added_at)) STORED
        ) STRICT;
        CREATE UNIQUE INDEX task_by_age ON task (began_at, task_id);
        CREATE INDEX task_to_query ON task (began_at, task_id) WHERE phase = 'running';
        CREATE INDEX task_to_report ON task (began_at, task_id) WHERE phase = 'failed' AND reported_at IS NULL;

        CREATE TABLE video (
            task_id TEXT NOT NULL REFERENCES task,
            idx INTEGER NOT NULL,
            state TEXT NOT NULL,
            kind TEXT NOT NULL,
            expires_at INTEGER,
            bucket TEXT,
            object_key TEXT,
            url TEXT,
            size INTEGER,
            crc64 INTEGER,
            etag TEXT,
            content_type TEXT,
            width INTEGER,
            height INTEGER,
            duration REAL,
            is_fast_start INTEGER,
            upload_token TEXT,
            attempts INTEGER NOT NULL,
            error_code TEXT,
            error_message TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            archived_at INTEGER,
            lost_at INTEGER,
            reported_at INTEGER,
            PRIMARY KEY (task_id, idx)
        ) STRICT;
        CREATE INDEX video_by_state ON video (state);
        CREATE INDEX video_to_archive ON video (expires_at IS NULL, expires_at, task_id, idx)
            WHERE state IN ('pending', 'archiving');
        CREATE INDEX video_to_report ON video (lost_at, task_id, idx) WHERE state = 'lost' AND reported_at IS NULL;

        CREATE TABLE source (
            task_id TEXT NOT NULL,
            idx INTEGER NOT NULL,
            url TEXT,
            PRIMARY KEY (task_id, idx)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE source_moving (
            task_id TEXT NOT NULL,
            idx INTEGER NOT NULL,
            url TEXT NOT NULL,
            PRIMARY KEY (task_id, idx)
        ) STRICT, WITHOUT ROWID;
        """
}
