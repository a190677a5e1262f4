/// A row of Model Studio's list of tasks that has not ended there.
public struct ListedTask: Sendable, Equatable {
    /// Model Studio's id of it.
    public var taskID: String
    /// The service's own word, one of those that mean it is running.
    public var status: String

    /// - Parameters: as the properties of the same name.
    public init(taskID: String, status: String) {
        self.taskID = taskID
        self.status = status
    }
}
