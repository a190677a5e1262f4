import FoundationEssentials
import GRDB

extension UploadRecord {
    /// The columns that `init(reading:)` reads, in its order.
    static let columns = """
        number, task_id, idx, state, bucket, object_key, upload_id, upload_token, size, part_size, source_etag, \
        source_crc64, checkpoint, begun_at
        """

    /// Without its parts.
    init(reading row: inout RowReader) throws {
        let number = try row.next(Int64.self)
        let video = VideoKey(taskID: try row.next(), index: try row.next())
        let state = try row.nextName(State.self)
        self.init(
            video: video, bucket: try row.next(), objectKey: try row.next(), uploadID: try row.next(),
            uploadToken: try row.next(), size: try row.next(), partSize: try row.next(), sourceETag: try row.next(),
            sourceCRC64: try row.next(Int64?.self).map { UInt64(bitPattern: $0) }, begunAt: .distantPast)
        self.number = number
        isAbandoned = state == .abandoned
        checkpoint = try row.next(Data?.self).map { Array($0) }
        begunAt = try row.nextDate()
    }

    enum State: String {
        case open, abandoned
    }

    static func fetchAll(
        _ db: Database, where condition: String, arguments: StatementArguments = StatementArguments()
    ) throws -> [UploadRecord] {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM upload WHERE \(condition)")
        return try statement.all(arguments) { row in try UploadRecord(reading: &row) }
    }

    /// - Returns: its number.
    func insert(_ db: Database) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO upload (task_id, idx, state, bucket, object_key, upload_id, upload_token, size, part_size,
                    source_etag, source_crc64, checkpoint, begun_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            video.taskID, video.index, (isAbandoned ? State.abandoned : .open).rawValue, bucket, objectKey, uploadID,
            uploadToken, size, partSize, sourceETag,
            sourceCRC64.map { Int64(bitPattern: $0) }, checkpoint.map { Data($0) }, begunAt.unixMilliseconds,
        ])
        return db.lastInsertedRowID
    }
}

extension UploadedPartRecord {
    static func fetchAll(_ db: Database, of upload: Int64) throws -> [UploadedPartRecord] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT number, etag, size, crc64, crc64nvme, is_confirmed FROM upload_part WHERE upload = ? ORDER BY number
                """)
        return try statement.all([upload]) { row in
            UploadedPartRecord(
                number: try row.next(), etag: try row.next(), size: try row.next(),
                crc64: UInt64(bitPattern: try row.next()),
                crc64nvme: try row.next(Int64?.self).map { UInt64(bitPattern: $0) }, isConfirmed: try row.next())
        }
    }

    func save(_ db: Database, of upload: Int64) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO upload_part (upload, number, etag, size, crc64, crc64nvme, is_confirmed)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            upload, number, etag, size, Int64(bitPattern: crc64), crc64nvme.map { Int64(bitPattern: $0) },
            isConfirmed,
        ])
    }
}
