import FoundationEssentials
import GRDB

/// The statement that lists what a filter lets through, oldest task first.
struct EntryQuery {
    private(set) var sql: String
    private(set) var arguments = StatementArguments()

    init(_ filter: EntryFilter) {
        var conditions: [String] = []
        if let since = filter.since {
            conditions.append("task.began_at >= ?")
            arguments += [since.unixMilliseconds]
        }
        if let taskIDs = filter.taskIDs {
            // One JSON array, as SQLite takes only so many single arguments.
            conditions.append("task.task_id IN (SELECT value FROM json_each(?))")
            arguments += [JSONText.array(taskIDs)]
        }
        if let states = filter.states {
            // The plus keeps the planner from starting at the index of states, after which it would have to sort.
            conditions.append("+video.state IN (SELECT value FROM json_each(?))")
            arguments += [JSONText.array(states.map(\.rawValue))]
        }
        if let expiresBefore = filter.expiresBefore {
            conditions.append("+video.state IN \(Deadline.openStates) AND \(Deadline.sql) < ?")
            arguments += [expiresBefore.unixMilliseconds]
        }
        if let changedSince = filter.changedSince {
            conditions.append("task.began_at >= \(Self.oldestChangedSQL)")
            conditions.append("max(task.changed_at, video.updated_at) >= ?")
            arguments += StatementArguments(Array(repeating: changedSince.unixMilliseconds, count: 3))
        }
        // CROSS JOIN fixes the order of the loops: tasks by age, then each one's videos. Nothing is sorted.
        sql = """
            SELECT \(TaskRecord.columns), \(VideoRecord.columns), NULL
            FROM task CROSS JOIN video ON video.task_id = task.task_id
            \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "))
            ORDER BY task.began_at, task.task_id, video.idx
            """
    }

    /// When the oldest of the tasks began in which anything changed; older ones need not be looked at.
    private static let oldestChangedSQL = """
        (SELECT min(began_at) FROM (
            SELECT min(began_at) AS began_at FROM task INDEXED BY task_by_change WHERE changed_at >= ?
            UNION ALL
            SELECT min(changed.began_at) FROM video INDEXED BY video_by_change
                CROSS JOIN task AS changed ON changed.task_id = video.task_id WHERE video.updated_at >= ?))
        """
}
