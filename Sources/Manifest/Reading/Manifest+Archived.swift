public import Failures
import GRDB

extension Manifest {
    /// Archived videos in the order of their keys, a page at a time, so that memory does not depend on their number.
    ///
    /// - Parameters:
    ///   - key: the last one of the page before; `nil` begins.
    ///   - limit: most of them.
    public func archivedVideos(after key: VideoKey? = nil, limit: Int) throws(Failure) -> [VideoRecord] {
        try read { db in
            try VideoRecord.fetchAll(
                db,
                where: """
                    +video.state = 'archived' AND (video.task_id, video.idx) > (?, ?)
                    ORDER BY video.task_id, video.idx LIMIT ?
                    """,
                arguments: [key?.taskID ?? "", key?.index ?? -1, limit])
        }
    }
}
