public import FoundationEssentials

/// A whole video in the bucket, as its object tells of it.
public struct FoundVideo: Sendable, Equatable {
    /// Which video of which task it is.
    public var key: VideoKey
    /// What it is.
    public var kind: VideoKind
    /// The model that ran the task.
    public var model: String?
    /// When the service took the task in.
    public var submittedAt: Date?
    /// When the task ended.
    public var endedAt: Date?
    /// The bucket it lies in.
    public var bucket: String
    /// Where it lies there.
    public var objectKey: String
    /// When it was stored.
    public var storedAt: Date?
    /// The token of the upload that brought it there.
    public var uploadToken: String
    /// Bytes.
    public var size: Int64
    /// CRC-64/XZ of the content.
    public var crc64: UInt64?
    /// CRC-64/XZ of its bytes, where they were read.
    public var readCRC64: UInt64?
    /// Without quotation marks.
    public var etag: String?
    /// The media type it is stored with.
    public var contentType: String?
    /// The permanent URL, without signature and expiry.
    public var url: String

    /// What every such object has; the rest is set afterwards.
    public init(
        key: VideoKey, kind: VideoKind = .video, bucket: String, objectKey: String, uploadToken: String, size: Int64,
        url: String
    ) {
        self.key = key
        self.kind = kind
        self.bucket = bucket
        self.objectKey = objectKey
        self.uploadToken = uploadToken
        self.size = size
        self.url = url
    }
}

extension FoundVideo {
    /// What is the object's own in the record of its video.
    func describe(_ record: inout VideoRecord) {
        record.bucket = bucket
        record.objectKey = objectKey
        record.url = url
        record.uploadToken = uploadToken
        record.size = size
        record.crc64 = crc64
        record.etag = etag
        record.contentType = contentType
        record.archivedAt = storedAt ?? record.updatedAt
    }

    /// A record of the video, where there is none yet.
    func record(at: Date) -> VideoRecord {
        var record = VideoRecord(key: key, state: .archived, kind: kind, createdAt: at)
        describe(&record)
        return record
    }

    /// A record of its task, where there is none yet. A task that the service still knows is asked for again, as it may
    /// have more videos than lie in the bucket.
    func task(at: Date) -> TaskRecord {
        let known = submittedAt ?? endedAt ?? storedAt
        let isRemembered = known.map { $0 + Deadline.retention > at } ?? false
        return TaskRecord(
            taskID: key.taskID, model: model, status: "SUCCEEDED", phase: isRemembered ? .running : .succeeded,
            origin: .added, submittedAt: submittedAt, endedAt: endedAt, addedAt: min(known ?? at, at))
    }

    /// The task's record with what was not known of it.
    func completing(_ task: TaskRecord) -> TaskRecord {
        var record = task
        record.model = task.model ?? model
        record.submittedAt = task.submittedAt ?? submittedAt
        record.endedAt = task.endedAt ?? endedAt
        return record
    }

    /// The same with its times as the database will give them back.
    var inMilliseconds: FoundVideo {
        var found = self
        found.submittedAt = submittedAt?.inMilliseconds
        found.endedAt = endedAt?.inMilliseconds
        found.storedAt = storedAt?.inMilliseconds
        return found
    }
}
