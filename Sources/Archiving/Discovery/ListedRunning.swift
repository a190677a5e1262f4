import Manifest
import ModelStudio

/// Tasks that the list calls running. Where they are many, its word stands for a question to each; a few are held back
/// and asked one by one, as a question is the finer answer.
struct ListedRunning {
    /// So many are few.
    static let few = 100

    private var held: [String: String] = [:]
    private(set) var areMany = false

    /// Takes rows of the list; one without a status does not say that it is running.
    ///
    /// - Returns: what is to be recorded now.
    mutating func take(_ rows: some Sequence<TaskRow>) -> [ListedTask] {
        var ended: [ListedTask] = []
        for row in rows {
            let isRunning = !row.status.isTerminal && !row.status.name.isEmpty
            // It may have ended since it was held back, or recorded.
            held[row.taskID] = isRunning ? row.status.name : nil
            if areMany, !isRunning { ended.append(ListedTask(taskID: row.taskID, status: nil)) }
        }
        if held.count > Self.few { areMany = true }
        return areMany ? release() + ended : []
    }

    /// Ends the reading.
    ///
    /// - Parameter waiting: tasks that are waited for, whether the list had them or not.
    /// - Returns: what is to be recorded now.
    mutating func finish(waiting: Int) -> [ListedTask] {
        areMany || waiting > Self.few ? release() : []
    }

    private mutating func release() -> [ListedTask] {
        let tasks = held.map { ListedTask(taskID: $0.key, status: $0.value) }
        held = [:]
        return tasks
    }
}
