public import FoundationEssentials

/// One task of the list. The list holds no result; each task has to be queried for its own.
public struct TaskRow: Sendable, Equatable {
    /// As the service writes it.
    public var taskID: String
    /// Where the task stands; `other` with an empty name where the row does not say.
    public var status: TaskStatus
    /// The model by its own name, else by the key of the API that was called.
    public var model: String?
    /// When the task was submitted.
    public var createdAt: Date?
    /// When the task ended; `nil` while it is under way.
    public var endedAt: Date?

    /// States only what is given.
    public init(
        taskID: String, status: TaskStatus, model: String? = nil, createdAt: Date? = nil, endedAt: Date? = nil
    ) {
        self.taskID = taskID
        self.status = status
        self.model = model
        self.createdAt = createdAt
        self.endedAt = endedAt
    }
}
