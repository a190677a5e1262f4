public import FoundationEssentials

/// What the manifest knows of one video of a task.
public struct VideoRecord: Sendable, Equatable {
    /// Which video this is.
    public var key: VideoKey
    /// Where it stands.
    public var state: VideoState
    /// What the task promised to make.
    public var kind: VideoKind
    /// The signed URL to read from. `nil` before it is known, once archived or lost, and in listings.
    public var sourceURL: String?
    /// When the source URL dies.
    public var expiresAt: Date?
    /// The time to plan with: when the source URL dies or, if that is earlier, 24 hours after the task was submitted,
    /// when Model Studio forgets it. Set together with a source URL.
    public var dueAt: Date?
    /// The bucket it lies in, or will lie in once archived.
    public var bucket: String?
    /// Where the object lies in `bucket`, or will lie once archived.
    public var objectKey: String?
    /// The permanent URL; `nil` until archived.
    public var url: String?
    /// Bytes.
    public var size: Int64?
    /// CRC-64/XZ of the content.
    public var crc64: UInt64?
    /// As the destination gave it, without quotation marks.
    public var etag: String?
    /// The media type it is stored with.
    public var contentType: String?
    /// Pixels.
    public var width: Int?
    /// Pixels.
    public var height: Int?
    /// Seconds.
    public var duration: Double?
    /// Whether the index stands before the media, so that players start at once.
    public var isFastStart: Bool?
    /// Names keepreel's own upload of this video, so that the next run recognizes what a killed one left.
    public var uploadToken: String?
    /// How often archiving it was begun and put off.
    public var attempts: Int
    /// Why it is not archived yet, lost, or none; `nil` once archived.
    public var lastError: RecordedError?
    /// When the manifest learnt of it.
    public var createdAt: Date
    /// When anything in this record last changed.
    public var updatedAt: Date
    /// When it was proven to lie in the bucket.
    public var archivedAt: Date?
    /// When it was given up.
    public var lostAt: Date?
    /// When the user was told of the loss.
    public var reportedAt: Date?

    /// A video of which nothing is known beyond its state; the rest is set afterwards.
    public init(key: VideoKey, state: VideoState, kind: VideoKind = .video, createdAt: Date) {
        self.key = key
        self.state = state
        self.kind = kind
        self.attempts = 0
        self.createdAt = createdAt
        self.updatedAt = createdAt
    }
}

extension VideoRecord: CustomStringConvertible, CustomReflectable {
    /// Key and state only: the source URL holds a signature and must not slip into a log.
    public var description: String { "\(key) \(state.rawValue)" }
    /// The same two, for `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["key": key, "state": state]) }
}
