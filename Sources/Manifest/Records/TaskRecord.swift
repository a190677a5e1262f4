public import FoundationEssentials

/// What the manifest knows of one task.
public struct TaskRecord: Sendable, Equatable {
    /// Model Studio's id of it.
    public var taskID: String
    /// The model that runs it.
    public var model: String?
    /// The Model Studio region the task runs in.
    public var region: String?
    /// Model Studio's own word, e.g. `SUCCEEDED`; `nil` until first asked.
    public var status: String?
    /// What the status means.
    public var phase: TaskPhase
    /// How the manifest came to know it.
    public var origin: TaskOrigin
    /// When the service took it in.
    public var submittedAt: Date?
    /// When it began to run.
    public var scheduledAt: Date?
    /// When it ended.
    public var endedAt: Date?
    /// When the manifest learnt of the task.
    public var addedAt: Date
    /// When Model Studio last answered for it.
    public var queriedAt: Date?
    /// The service's error code of a task that failed.
    public var code: String?
    /// The service's error message, without signed URLs.
    public var message: String?
    /// The id of the service's last answer that `status` comes from, for its support.
    public var requestID: String?
    /// The `usage` object as JSON text.
    public var usage: String?
    /// When the user was told of the task's failure.
    public var reportedAt: Date?

    /// - Parameters: as the properties of the same name.
    public init(
        taskID: String, model: String? = nil, region: String? = nil, status: String? = nil,
        phase: TaskPhase = .running, origin: TaskOrigin, submittedAt: Date? = nil, scheduledAt: Date? = nil,
        endedAt: Date? = nil, addedAt: Date, queriedAt: Date? = nil, code: String? = nil, message: String? = nil,
        requestID: String? = nil, usage: String? = nil, reportedAt: Date? = nil
    ) {
        self.taskID = taskID
        self.model = model
        self.region = region
        self.status = status
        self.phase = phase
        self.origin = origin
        self.submittedAt = submittedAt
        self.scheduledAt = scheduledAt
        self.endedAt = endedAt
        self.addedAt = addedAt
        self.queriedAt = queriedAt
        self.code = code
        self.message = message
        self.requestID = requestID
        self.usage = usage
        self.reportedAt = reportedAt
    }

    /// When the service took it in, else when the manifest learnt of it: the order and the age of tasks go by it.
    public var beganAt: Date { submittedAt ?? addedAt }

    /// Whether the task has ended at the service.
    public var isFinished: Bool { phase.isFinished }

    /// Code and message together; `nil` where there is neither.
    public var error: RecordedError? {
        if code == nil && message == nil { return nil }
        return RecordedError(code: code ?? "", message: message ?? "")
    }
}
