import Manifest
import ModelStudio

/// Tasks that the list calls running. Where they are many, its word stands for a question to each; a few are held back
/// and asked one by one, as a question is the finer answer.
struct ListedRunning {
    /// So many are few.
    static let few = 100

    private var held: [String: String] = [:]
    private(set) var areMany = false

    /// Takes rows of the list; one without a status says nothing.
    ///
    /// - Returns: what is to be recorded now.
    mutating func take(_ rows: some Sequence<TaskRow>) -> [ListedTask] {
        for row in rows {
            // It may have ended since it was held back.
            held[row.taskID] = row.status.isTerminal || row.status.name.isEmpty ? nil : row.status.name
        }
        if held.count > Self.few { areMany = true }
        return areMany ? release() : []
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
