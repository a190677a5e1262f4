import Failures
import FoundationEssentials
import Manifest
import ObjectStorage

extension Publication {
    /// Stores the documents of the tasks that changed, as the manifest has them at that moment.
    ///
    /// - Parameter time: `nil`: of all tasks.
    /// - Returns: how many there were.
    func publishTasks(changedSince time: Date?) async throws(Failure) -> Int {
        var lines = SpooledLines(of: try changedTasks(since: time))
        var (begun, stored) = (0, 0)
        do {
            return try await withThrowingTaskGroup(of: Void.self) { group in
                while let taskID = try lines.next() {
                    if begun - stored == concurrency {
                        try await group.next()
                        stored += 1
                    }
                    group.addTask { try await publish(taskID) }
                    begun += 1
                }
                try await group.waitForAll()
                return begun
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("publish.stopped", "publishing was stopped", disposition: .retry(), cause: error)
        }
    }

    /// Ids of tasks, one a line. Their videos come together.
    private func changedTasks(since time: Date?) throws(Failure) -> Spool {
        let spool = try Spool(in: directory)
        var last: String?
        var lines: [UInt8] = []
        do {
            try manifest.forEachEntry(EntryFilter(changedSince: time)) { task, _ in
                if task.taskID == last { return }
                last = task.taskID
                lines += "\(task.taskID)\n".utf8
                if lines.count < 64 << 10 { return }
                try spool.append(lines)
                lines.removeAll(keepingCapacity: true)
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure("publish.list", "the tasks cannot be listed: \(error)", disposition: .stop(.bug))
        }
        try spool.append(lines)
        return spool
    }

    private func publish(_ taskID: String) async throws {
        var document = TaskDocument(taskID: taskID)
        try manifest.forEachEntry(EntryFilter(taskIDs: [taskID])) { task, video in
            document.append(ExportEntry(task, video, permanentURL: link))
        }
        _ = try await bucket.write(object(keys.task(taskID), contentType: "application/json"), document.bytes)
    }
}
