import Digests
import Failures
import FoundationEssentials
import Manifest
import ObjectStorage

extension Publication {
    /// Stores the documents of the tasks that changed, as the manifest has them at that moment.
    ///
    /// - Parameters:
    ///   - time: `nil`: of all tasks.
    ///   - comparing: whether documents may be there already, which stay where they say the same.
    /// - Returns: how many were stored.
    func publishTasks(changedSince time: Date?, comparing: Bool) async throws(Failure) -> Int {
        var lines = SpooledLines(of: try changedTasks(since: time))
        do {
            return try await withThrowingTaskGroup(of: Bool.self) { group in
                var (underWay, stored) = (0, 0)
                while let taskID = try lines.next() {
                    if underWay == concurrency {
                        stored += try await group.next() == true ? 1 : 0
                        underWay -= 1
                    }
                    group.addTask { try await publish(taskID, comparing: comparing) }
                    underWay += 1
                }
                for try await isNew in group where isNew { stored += 1 }
                return stored
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

    /// - Returns: whether the document was stored.
    private func publish(_ taskID: String, comparing: Bool) async throws -> Bool {
        var document = TaskDocument(taskID: taskID)
        try manifest.forEachEntry(EntryFilter(taskIDs: [taskID])) { task, video in
            document.append(ExportEntry(task, video, permanentURL: link))
        }
        let (key, bytes) = (keys.task(taskID), document.bytes)
        let crc64 = CRC64.value(of: bytes)
        if comparing, let before = try await bucket.head(key), isSame(before, size: Int64(bytes.count), crc64: crc64) {
            return false
        }
        _ = try await bucket.write(object(key, contentType: "application/json", crc64: crc64), bytes)
        return true
    }
}
