public import FoundationEssentials

/// What Model Studio answered for one task.
public struct TaskUpdate: Sendable {
    /// The task that was asked for.
    public var taskID: String
    /// The service's own word.
    public var status: String
    /// What that word means.
    public var phase: TaskPhase
    /// The model that ran it.
    public var model: String?
    /// When the service took it in.
    public var submittedAt: Date?
    /// When it began to run.
    public var scheduledAt: Date?
    /// When it ended.
    public var endedAt: Date?
    /// The service's error code of a task that failed.
    public var code: String?
    /// The service's error message, without signed URLs.
    public var message: String?
    /// The id of the answer, for the service's support.
    public var requestID: String?
    /// The `usage` object as JSON text.
    public var usage: String?
    /// The task's results; empty while it runs and where it has none.
    public var videos: [ReportedVideo]
    /// When the answer came.
    public var at: Date

    /// - Parameters: as the properties of the same name; `nil` keeps what is known.
    public init(
        taskID: String, status: String, phase: TaskPhase, model: String? = nil, submittedAt: Date? = nil,
        scheduledAt: Date? = nil, endedAt: Date? = nil, code: String? = nil, message: String? = nil,
        requestID: String? = nil, usage: String? = nil, videos: [ReportedVideo] = [], at: Date
    ) {
        self.taskID = taskID
        self.status = status
        self.phase = phase
        self.model = model
        self.submittedAt = submittedAt
        self.scheduledAt = scheduledAt
        self.endedAt = endedAt
        self.code = code
        self.message = message
        self.requestID = requestID
        self.usage = usage
        self.videos = videos
        self.at = at
    }
}

extension TaskUpdate {
    /// The same with its times as the database will give them back, so that they compare with recorded ones.
    var inMilliseconds: TaskUpdate {
        var update = self
        update.submittedAt = submittedAt?.inMilliseconds
        update.scheduledAt = scheduledAt?.inMilliseconds
        update.endedAt = endedAt?.inMilliseconds
        update.at = at.inMilliseconds
        update.videos = videos.map { video in
            guard case .url(let url, let expiresAt) = video.outcome else { return video }
            return ReportedVideo(
                index: video.index, kind: video.kind, outcome: .url(url, expiresAt: expiresAt?.inMilliseconds))
        }
        return update
    }
}
