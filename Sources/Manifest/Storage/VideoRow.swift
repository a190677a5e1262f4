import FoundationEssentials
import GRDB

extension VideoRecord {
    /// The columns that `init(reading:)` reads, in its order, but for the last: the source URL or NULL.
    static let columns = """
        video.task_id, video.idx, video.state, video.kind, video.created_at, video.expires_at, video.due_at, \
        video.bucket, video.object_key, video.url, video.size, video.crc64, video.etag, video.content_type, \
        video.width, video.height, video.duration, video.is_fast_start, video.upload_token, video.attempts, \
        video.error_code, video.error_message, video.updated_at, video.archived_at, video.lost_at, video.reported_at
        """

    init(reading row: inout RowReader) throws {
        self.init(
            key: VideoKey(taskID: try row.next(), index: try row.next()), state: try row.nextName(),
            kind: try row.nextName(), createdAt: try row.nextDate())
        expiresAt = try row.nextDateIfPresent()
        dueAt = try row.nextDateIfPresent()
        bucket = try row.next()
        objectKey = try row.next()
        url = try row.next()
        size = try row.next()
        crc64 = try row.next(Int64?.self).map { UInt64(bitPattern: $0) }
        etag = try row.next()
        contentType = try row.next()
        width = try row.next()
        height = try row.next()
        duration = try row.next()
        isFastStart = try row.next()
        uploadToken = try row.next()
        attempts = try row.next()
        let errorCode = try row.next(String?.self)
        let errorMessage = try row.next(String?.self)
        lastError = errorCode.map { RecordedError(code: $0, message: errorMessage ?? "") }
        updatedAt = try row.nextDate()
        archivedAt = try row.nextDateIfPresent()
        lostAt = try row.nextDateIfPresent()
        reportedAt = try row.nextDateIfPresent()
        sourceURL = try row.next()
    }

    private static let keySQL = sql(where: "video.task_id = ? AND video.idx = ?")

    static func fetch(_ db: Database, key: VideoKey) throws -> VideoRecord? {
        let statement = try db.cachedStatement(sql: keySQL)
        return try statement.first([key.taskID, key.index]) { row in try VideoRecord(reading: &row) }
    }

    // The plus keeps the planner from going through all videos of the state.
    static let waitingCondition = "video.task_id = ? AND +video.state = 'waiting'"
    static let toArchiveCondition = "video.task_id = ? AND +video.state IN ('pending', 'archiving')"

    /// With their source URLs.
    ///
    /// - Parameter index: the one to go along, where the planner would not find the best by itself.
    static func fetchAll(
        _ db: Database, index: String? = nil, where condition: String, arguments: StatementArguments
    ) throws -> [VideoRecord] {
        let statement = try db.cachedStatement(sql: sql(index: index, where: condition))
        return try statement.all(arguments) { row in try VideoRecord(reading: &row) }
    }

    static func sql(index: String? = nil, where condition: String) -> String {
        """
        SELECT \(columns), source.url FROM video \(index.map { "INDEXED BY \($0)" } ?? "")
        LEFT JOIN source ON source.task_id = video.task_id AND source.idx = video.idx
        WHERE \(condition)
        """
    }

    /// Inserts the record, or replaces the one of the same key, and its source URL with it.
    ///
    /// - Parameter known: what the manifest has of it; `nil` where that was not looked at.
    func save(_ db: Database, over known: VideoRecord? = nil) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO video (task_id, idx, state, kind, expires_at, due_at, bucket, object_key, url, size, crc64,
                    etag, content_type, width, height, duration, is_fast_start, upload_token, attempts, error_code,
                    error_message, created_at, updated_at, archived_at, lost_at, reported_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (task_id, idx) DO UPDATE SET state = excluded.state, kind = excluded.kind,
                    expires_at = excluded.expires_at, due_at = excluded.due_at, bucket = excluded.bucket,
                    object_key = excluded.object_key, url = excluded.url, size = excluded.size, crc64 = excluded.crc64,
                    etag = excluded.etag, content_type = excluded.content_type, width = excluded.width,
                    height = excluded.height, duration = excluded.duration, is_fast_start = excluded.is_fast_start,
                    upload_token = excluded.upload_token, attempts = excluded.attempts,
                    error_code = excluded.error_code, error_message = excluded.error_message,
                    updated_at = excluded.updated_at, archived_at = excluded.archived_at,
                    lost_at = excluded.lost_at, reported_at = excluded.reported_at
                """)
        try statement.execute(arguments: [
            key.taskID, key.index, state.rawValue, kind.rawValue, expiresAt?.unixMilliseconds, dueAt?.unixMilliseconds,
            bucket, objectKey, url, size, crc64.map { Int64(bitPattern: $0) }, etag, contentType, width, height,
            duration, isFastStart, uploadToken, attempts, lastError?.code, lastError?.message,
            createdAt.unixMilliseconds, updatedAt.unixMilliseconds, archivedAt?.unixMilliseconds,
            lostAt?.unixMilliseconds, reportedAt?.unixMilliseconds,
        ])
        if known == nil || known?.sourceURL != sourceURL { try saveSource(db) }
    }

    private func saveSource(_ db: Database) throws {
        if let sourceURL {
            try db.cachedStatement(
                sql: """
                    INSERT INTO source (task_id, idx, url) VALUES (?, ?, ?)
                    ON CONFLICT (task_id, idx) DO UPDATE SET url = excluded.url WHERE url IS NOT excluded.url
                    """
            ).execute(arguments: [key.taskID, key.index, sourceURL])
        } else {
            try db.cachedStatement(sql: "UPDATE source SET url = NULL WHERE task_id = ? AND idx = ?")
                .execute(arguments: [key.taskID, key.index])
        }
    }
}
