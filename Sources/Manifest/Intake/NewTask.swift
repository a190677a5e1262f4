public import FoundationEssentials

/// A task to be put into the manifest.
public struct NewTask: Sendable, Equatable {
    /// Model Studio's id of it.
    public var taskID: String
    /// The model that runs it, where known.
    public var model: String?
    /// The Model Studio region it runs in, where known.
    public var region: String?
    /// When it was submitted, where known.
    public var submittedAt: Date?

    /// - Parameter taskID: not empty; all else may become known later.
    public init(taskID: String, model: String? = nil, region: String? = nil, submittedAt: Date? = nil) {
        self.taskID = taskID
        self.model = model
        self.region = region
        self.submittedAt = submittedAt
    }
}
