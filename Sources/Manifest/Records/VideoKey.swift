/// Names one video: its task and its place among the task's results, counted from 0.
public struct VideoKey: Sendable, Hashable, CustomStringConvertible {
    /// Model Studio's id of the task.
    public var taskID: String
    /// The place among the task's results, from 0.
    public var index: Int

    /// - Parameter index: from 0.
    public init(taskID: String, index: Int) {
        self.taskID = taskID
        self.index = index
    }

    /// The task id alone for the first video, `id#2` for a later one: as people know them.
    public var description: String { index == 0 ? taskID : "\(taskID)#\(index)" }
}
