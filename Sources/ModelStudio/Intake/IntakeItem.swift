/// One task a line of input tells of.
public struct IntakeItem: Sendable, Equatable {
    /// A valid task id, see ``TaskID``.
    public var taskID: String
    /// The model, where the line names it.
    public var model: String?
    /// What a raw reply of Model Studio already said of the task.
    public var report: TaskReport?

    /// A task of which only the id is known, unless more is given.
    public init(taskID: String, model: String? = nil, report: TaskReport? = nil) {
        self.taskID = taskID
        self.model = model
        self.report = report
    }
}
