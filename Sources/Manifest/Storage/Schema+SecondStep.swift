extension Schema {
    /// - `due_at`: stored rather than computed from both tables, so that the queue is one walk along an index. A keepreel
    ///   that knows only the first step and still runs leaves it empty, so that the URL's end stands in for it.
    /// - `number`: the order in which submissions were begun, whatever the clock did meanwhile.
    /// - `listed_in`: the last round in which the service's list called the task running.
    static let secondStep = """
        ALTER TABLE task ADD COLUMN listed_in TEXT;
        ALTER TABLE video ADD COLUMN due_at INTEGER;
        UPDATE video SET due_at = (
            SELECT min(
                coalesce(video.expires_at, task.submitted_at + \(Deadline.retentionInMilliseconds)),
                coalesce(task.submitted_at + \(Deadline.retentionInMilliseconds), video.expires_at))
            FROM task WHERE task.task_id = video.task_id)
            WHERE state IN ('pending', 'archiving');
        DROP INDEX video_to_archive;
        CREATE INDEX video_to_archive
            ON video (coalesce(due_at, expires_at) IS NULL, coalesce(due_at, expires_at), task_id, idx)
            WHERE state IN ('pending', 'archiving');
        CREATE INDEX video_by_archival ON video (archived_at) WHERE state = 'archived';
        CREATE INDEX video_by_loss ON video (lost_at) WHERE state = 'lost';

        CREATE TABLE submission (
            number INTEGER PRIMARY KEY,
            token TEXT NOT NULL UNIQUE,
            client_id TEXT,
            fingerprint TEXT NOT NULL,
            model TEXT NOT NULL,
            region TEXT NOT NULL,
            state TEXT NOT NULL,
            sent_at INTEGER NOT NULL,
            task_id TEXT UNIQUE REFERENCES task,
            error_code TEXT,
            error_message TEXT,
            updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX submission_by_client ON submission (client_id, state IN ('refused', 'abandoned'), number DESC)
            WHERE client_id IS NOT NULL;
        CREATE INDEX submission_by_fingerprint
            ON submission (fingerprint, state IN ('refused', 'abandoned'), number DESC);
        CREATE INDEX submission_open ON submission (number) WHERE state IN ('sending', 'unclear');
        """
}
