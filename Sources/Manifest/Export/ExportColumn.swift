/// The columns of an export, in their order. Names and order are a promise to scripts: never rename, only append.
public enum ExportColumn: String, Sendable, CaseIterable {
    /// Model Studio's id of the task.
    case taskID = "task_id"
    /// Which video of the task, from 0.
    case index
    /// The model that made it.
    case model
    /// Model Studio's own word for the task's status.
    case taskStatus = "task_status"
    /// Where the video stands.
    case state
    /// The permanent URL; only of what is archived.
    case url
    /// The bucket it lies in.
    case bucket
    /// Its key there.
    case key
    /// Bytes.
    case size
    /// The media type it is served with.
    case contentType = "content_type"
    /// CRC-64/XZ of the content, as a decimal text.
    case crc64
    /// As the bucket gave it.
    case etag
    /// Pixels.
    case width
    /// Pixels.
    case height
    /// Seconds.
    case duration
    /// When the service took the task in.
    case submittedAt = "submitted_at"
    /// When the task ended.
    case endedAt = "ended_at"
    /// When the source URL dies.
    case expiresAt = "expires_at"
    /// When it was proven to lie in the bucket.
    case archivedAt = "archived_at"
    /// Why it is not archived.
    case error
}
