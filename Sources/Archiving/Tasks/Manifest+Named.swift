import Failures
import Manifest

extension Manifest {
    /// Of the tasks named, those that are known and not known to have ended, in the order of their ids.
    func unfinishedTasks(among taskIDs: Set<String>) throws(Failure) -> [TaskRecord] {
        var tasks: [TaskRecord] = []
        for taskID in taskIDs.sorted() {
            if let task = try task(taskID), !task.isFinished { tasks.append(task) }
        }
        return tasks
    }
}
