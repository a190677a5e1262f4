extension Schema {
    /// - `upload`: one row for each multipart upload from the moment its id is known until it is completed or aborted.
    ///   Those that are given up stay until the storage has confirmed it. `state`: `open` or `abandoned`.
    /// - `checkpoint`: where the check of the content stood when the last part was recorded.
    static let thirdStep = """
        CREATE TABLE upload (
            number INTEGER PRIMARY KEY,
            task_id TEXT NOT NULL,
            idx INTEGER NOT NULL,
            state TEXT NOT NULL,
            bucket TEXT NOT NULL,
            object_key TEXT NOT NULL,
            upload_id TEXT NOT NULL,
            upload_token TEXT NOT NULL,
            size INTEGER NOT NULL,
            part_size INTEGER NOT NULL,
            source_etag TEXT,
            source_crc64 INTEGER,
            checkpoint BLOB,
            begun_at INTEGER NOT NULL,
            FOREIGN KEY (task_id, idx) REFERENCES video (task_id, idx)
        ) STRICT;
        CREATE UNIQUE INDEX upload_of_video ON upload (task_id, idx) WHERE state = 'open';
        CREATE INDEX upload_to_abort ON upload (number) WHERE state = 'abandoned';

        CREATE TABLE upload_part (
            upload INTEGER NOT NULL REFERENCES upload ON DELETE CASCADE,
            number INTEGER NOT NULL,
            etag TEXT NOT NULL,
            size INTEGER NOT NULL,
            crc64 INTEGER NOT NULL,
            crc64nvme INTEGER,
            PRIMARY KEY (upload, number)
        ) STRICT, WITHOUT ROWID;
        """
}
