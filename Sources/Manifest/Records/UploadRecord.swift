public import FoundationEssentials

/// What the manifest knows of one multipart upload: enough to go on with it, or to abort it.
public struct UploadRecord: Sendable, Equatable {
    /// Its number in the manifest.
    public var number: Int64
    /// The video it brings.
    public var video: VideoKey
    /// Whether it was given up and only has to be aborted.
    public var isAbandoned: Bool
    /// The bucket it goes to.
    public var bucket: String
    /// The object it becomes.
    public var objectKey: String
    /// The storage's name of it; empty where it was about to be begun, and nobody knows whether it was.
    public var uploadID: String
    /// Names keepreel's own object, as ``VideoRecord/uploadToken``.
    public var uploadToken: String
    /// Bytes of the whole.
    public var size: Int64
    /// Bytes of each part but the last.
    public var partSize: Int64
    /// The source's ETag: the parts belong to this very content.
    public var sourceETag: String?
    /// CRC-64/XZ of the whole, as the source named it.
    public var sourceCRC64: UInt64?
    /// Where the check of the content stood when the last part was recorded.
    public var checkpoint: [UInt8]?
    /// When it was begun.
    public var begunAt: Date
    /// What was sent of it, by number.
    public var parts: [UploadedPartRecord]

    /// - Parameters: as the properties of the same name; the manifest gives the number.
    public init(
        video: VideoKey, bucket: String, objectKey: String, uploadID: String, uploadToken: String, size: Int64,
        partSize: Int64, sourceETag: String? = nil, sourceCRC64: UInt64? = nil, begunAt: Date
    ) {
        number = 0
        self.video = video
        isAbandoned = false
        self.bucket = bucket
        self.objectKey = objectKey
        self.uploadID = uploadID
        self.uploadToken = uploadToken
        self.size = size
        self.partSize = partSize
        self.sourceETag = sourceETag
        self.sourceCRC64 = sourceCRC64
        self.begunAt = begunAt
        parts = []
    }
}
