/// What a row of Model Studio's list of tasks says of its task.
public struct ListedTask: Sendable, Equatable {
    /// Model Studio's id of it.
    public var taskID: String
    /// The service's own word, one of those that mean it is running; `nil` where the row does not say that it is.
    public var status: String?

    /// - Parameters: as the properties of the same name.
    public init(taskID: String, status: String?) {
        self.taskID = taskID
        self.status = status
    }
}
