public import Failures
import GRDB

extension Manifest {
    /// The task of this id; `nil` where the manifest does not know it.
    public func task(_ taskID: String) throws(Failure) -> TaskRecord? {
        try read { db in try TaskRecord.fetch(db, taskID: taskID) }
    }

    /// The videos of a task in their order, with their source URLs.
    public func videos(of taskID: String) throws(Failure) -> [VideoRecord] {
        try read { db in
            try VideoRecord.fetchAll(db, where: "video.task_id = ? ORDER BY video.idx", arguments: [taskID])
        }
    }
}
