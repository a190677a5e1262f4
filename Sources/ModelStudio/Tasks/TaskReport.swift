public import FoundationEssentials

/// What Model Studio says of one task.
public struct TaskReport: Sendable, Equatable {
    /// As the service writes it.
    public var taskID: String
    /// Where the task stands.
    public var status: TaskStatus
    /// The results of a succeeded task, in the order of the reply; empty for a task that ended without media.
    public var results: [TaskResult]
    /// When the service accepted the task.
    public var submittedAt: Date?
    /// When the service began to work on it.
    public var scheduledAt: Date?
    /// When the task succeeded or failed.
    public var endedAt: Date?
    /// Error code of a failed task, fit to be shown.
    public var code: String?
    /// Error message of a failed task, fit to be shown.
    public var message: String?
    /// Id of the request that was answered, fit to be shown, for Alibaba Cloud's support.
    public var requestID: String?
    /// The `usage` object as compact JSON with sorted keys.
    public var usageJSON: String?

    /// States only what is given.
    public init(
        taskID: String, status: TaskStatus, results: [TaskResult] = [], submittedAt: Date? = nil,
        scheduledAt: Date? = nil, endedAt: Date? = nil, code: String? = nil, message: String? = nil,
        requestID: String? = nil, usageJSON: String? = nil
    ) {
        self.taskID = taskID
        self.status = status
        self.results = results
        self.submittedAt = submittedAt
        self.scheduledAt = scheduledAt
        self.endedAt = endedAt
        self.code = code
        self.message = message
        self.requestID = requestID
        self.usageJSON = usageJSON
    }
}
