public import Failures
public import FoundationEssentials
import GRDB

/// How far reading everything back has come, so that what is broken off goes on instead of beginning again.
extension Manifest {
    /// The pass of a bucket that is under way, or else a new one.
    public func beginDeepPass(of bucket: String, at: Date) throws(Failure) -> DeepPass {
        try write { db in
            let open = try Int64.fetchOne(
                db, sql: "SELECT began_at FROM deep_pass WHERE bucket = ?", arguments: [bucket])
            // One that began in the future, by a clock that was wrong, would never come to its end.
            if let open, open <= at.unixMilliseconds {
                return DeepPass(beganAt: Date(unixMilliseconds: open), isContinued: true)
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO deep_pass (bucket, began_at) VALUES (?, ?)",
                arguments: [bucket, at.unixMilliseconds])
            return DeepPass(beganAt: at.inMilliseconds, isContinued: false)
        }
    }

    /// Every video of the bucket was looked at: the next pass is a new one.
    public func endDeepPass(of bucket: String) throws(Failure) {
        try write { try $0.execute(sql: "DELETE FROM deep_pass WHERE bucket = ?", arguments: [bucket]) }
    }

    /// Archived videos of a bucket that were not read back at that time or later.
    public func countUnread(in bucket: String, since: Date) throws(Failure) -> Int {
        try read { db in
            try Int.fetchOne(db, sql: Self.unreadSQL, arguments: [bucket, since.unixMilliseconds]) ?? 0
        }
    }

    /// Records that every byte of a video was read back and is right.
    ///
    /// - Parameter etag: the object's present one, by which the next list knows it; `nil` keeps the recorded one.
    public func recordRead(_ key: VideoKey, etag: String?, at: Date) throws(Failure) {
        try write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE video SET verified_at = ?, etag = coalesce(?, etag)
                    WHERE task_id = ? AND idx = ? AND state = 'archived'
                    """
            ).execute(arguments: [at.unixMilliseconds, etag, key.taskID, key.index])
        }
    }

    static let unreadSQL = """
        SELECT count(*) FROM video INDEXED BY video_by_object
        WHERE state = 'archived' AND bucket = ? AND coalesce(verified_at, 0) < ?
        """
}
