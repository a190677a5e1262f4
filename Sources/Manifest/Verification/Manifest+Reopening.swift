public import Failures
public import FoundationEssentials
import GRDB

/// Archived videos whose object turned out to be gone or wrong. Both steps throw `manifest.illegal-transition` for a video
/// that is not archived, and `manifest.unknown-video`.
extension Manifest {
    /// Puts a video back: its task is asked for again, and from a fresh URL it is archived once more under the same key.
    /// Where Model Studio does not know the task any more, it becomes `lost` for this reason.
    public func reopen(_ key: VideoKey, reason: RecordedError, at: Date) throws(Failure) {
        try leaveArchive(key, to: .waiting, reason: reason, at: at) { task, db in
            guard task.isFinished else { return }
            var asked = task
            asked.phase = .running
            try asked.save(db, changedAt: at)
        }
    }

    /// Gives a video up that can be had from nowhere any more.
    public func forsake(_ key: VideoKey, reason: RecordedError, at: Date) throws(Failure) {
        try leaveArchive(key, to: .lost, reason: reason, at: at) { _, _ in }
    }

    /// Videos that were put back and are not archived yet.
    public func countReopened() throws(Failure) -> Int {
        try read { db in try Int.fetchOne(db, sql: Self.reopenedSQL) ?? 0 }
    }

    static let reopenedSQL = """
        SELECT count(*) FROM video INDEXED BY video_by_state WHERE state IN \(Deadline.openStates) AND url IS NOT NULL
        """

    private func leaveArchive(
        _ key: VideoKey, to state: VideoState, reason: RecordedError, at: Date,
        _ change: (TaskRecord, Database) throws -> Void
    ) throws(Failure) {
        try write { db in
            guard let video = try VideoRecord.fetch(db, key: key),
                let task = try TaskRecord.fetch(db, taskID: key.taskID)
            else { throw Failure.unknownVideo(key) }
            try video.leavingArchive(to: state, reason: reason, at: at).save(db)
            try db.execute(
                sql: "UPDATE video SET verified_at = NULL WHERE task_id = ? AND idx = ?",
                arguments: [key.taskID, key.index])
            try change(task, db)
        }
    }
}

extension VideoRecord {
    /// Whether it had a permanent link once, which must stay the same.
    public var wasArchived: Bool { url != nil && state != .archived }

    /// This record without its object. Key and URL stay, as the link does; the upload's token goes: the object that has it
    /// is not to be taken for a whole one again.
    fileprivate func leavingArchive(
        to next: VideoState, reason: RecordedError, at: Date
    ) throws(Failure) -> VideoRecord {
        guard state == .archived else { throw illegal(next) }
        return entering(next, at: at) { record in
            record.lastError = reason
            record.uploadToken = nil
            record.attempts = 0
            (record.archivedAt, record.expiresAt, record.dueAt) = (nil, nil, nil)
        }
    }
}
