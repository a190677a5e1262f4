public import Failures
public import FoundationEssentials
import GRDB

/// Rebuilding the manifest from what lies in the bucket. What it knows already is completed, never replaced.
extension Manifest {
    /// What the manifest has as archived under these keys of a bucket.
    public func archivedObjects(in bucket: String, keys: [String]) throws(Failure) -> [String: ArchivedObject] {
        try read { db in
            var objects: [String: ArchivedObject] = [:]
            let statement = try db.cachedStatement(sql: Self.archivedObjectsSQL)
            try statement.read([bucket, JSONText.array(keys)]) { row in
                let key = try row.next(String.self)
                objects[key] = ArchivedObject(size: try row.next(), etag: try row.next())
                return true
            }
            return objects
        }
    }

    /// Takes over videos that were found in the bucket, in one transaction; the same videos twice change nothing.
    ///
    /// No run may be under way: it would not expect a video of its own to be archived by somebody else. Memory and the
    /// time others wait grow with `videos`: long lists are to be given in pieces.
    ///
    /// - Returns: what each of them meant, in their order.
    public func recover(_ videos: [FoundVideo], now: Date) throws(Failure) -> [RecoveryChange] {
        let now = now.inMilliseconds
        return try write { db in try videos.map { try Self.recover($0.inMilliseconds, now: now, db) } }
    }

    /// What ``recover(_:now:)`` would make of these videos, each of them taken alone.
    public func recoveryChanges(for videos: [FoundVideo]) throws(Failure) -> [RecoveryChange] {
        try read { db in
            try videos.map { RecoveryChange(of: try VideoRecord.fetch(db, key: $0.key), found: $0) }
        }
    }

    private static func recover(_ found: FoundVideo, now: Date, _ db: Database) throws -> RecoveryChange {
        let record = try VideoRecord.fetch(db, key: found.key)
        let change = RecoveryChange(of: record, found: found)
        switch change {
        case .keep, .keepOther, .distrust, .contradict: break
        case .add, .adopt:
            if let task = try TaskRecord.fetch(db, taskID: found.key.taskID) {
                let completed = found.completing(task)
                if completed != task { try completed.save(db, over: task, changedAt: now) }
            } else {
                try found.task(at: now).save(db, changedAt: now)
            }
            // What is left of an upload that did not bring this object is to be aborted; for the other, that is no error.
            try abandonOpenUpload(db, found.key)
            try (record?.adopting(found, at: now) ?? found.record(at: now)).save(db)
        }
        return change
    }

    static let archivedObjectsSQL = """
        SELECT object_key, size, etag FROM video INDEXED BY video_by_object
        WHERE state = 'archived' AND bucket = ? AND object_key IN (SELECT value FROM json_each(?))
        """
}
