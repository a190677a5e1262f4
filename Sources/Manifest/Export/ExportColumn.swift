/// The columns of an export, in their order. Names and order are a promise to scripts: never rename, only append.
enum ExportColumn: String, CaseIterable {
    case taskID = "task_id"
    case index
    case model
    case taskStatus = "task_status"
    case state
    case url
    case bucket
    case key
    case size
    case contentType = "content_type"
    case crc64
    case etag
    case width
    case height
    case duration
    case submittedAt = "submitted_at"
    case endedAt = "ended_at"
    case expiresAt = "expires_at"
    case archivedAt = "archived_at"
    case error
}
