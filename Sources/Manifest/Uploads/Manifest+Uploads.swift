public import Failures
import FoundationEssentials
import GRDB

/// The multipart uploads under way, each step one transaction.
extension Manifest {
    /// Records that an upload is about to be begun, whose id is not known yet. Until it is, the upload counts as given
    /// up: the answer may never come, and an upload be there nevertheless.
    ///
    /// - Returns: the record with its number. An earlier one of this kind stays: what was asked for then may come yet.
    public func intendUpload(_ upload: UploadRecord) throws(Failure) -> UploadRecord {
        try write { db in
            var intended = upload
            intended.uploadID = ""
            intended.isAbandoned = true
            intended.number = try intended.insert(db)
            return intended
        }
    }

    /// Records an upload whose id the storage has just given. One that was open for the same video is given up.
    ///
    /// - Parameter intent: the number of the record to take its place; `nil` leaves what was intended to be looked into.
    /// - Returns: the record with its number.
    public func beginUpload(_ upload: UploadRecord, insteadOf intent: Int64? = nil) throws(Failure) -> UploadRecord {
        try write { db in
            try Self.abandonOpenUpload(db, upload.video)
            if let intent { try Self.forget(db, intent) }
            var begun = upload
            begun.number = try upload.insert(db)
            return begun
        }
    }

    /// The upload that a video's next attempt goes on with, its parts included; `nil` if there is none.
    public func openUpload(of video: VideoKey) throws(Failure) -> UploadRecord? {
        try read { db in
            var upload = try UploadRecord.fetchAll(
                db, where: "task_id = ? AND idx = ? AND state = 'open'", arguments: [video.taskID, video.index]
            ).first
            if let number = upload?.number { upload?.parts = try UploadedPartRecord.fetchAll(db, of: number) }
            return upload
        }
    }

    /// Records a part that the storage has confirmed or is about to have, and where the check of the content stands.
    public func addPart(_ part: UploadedPartRecord, to upload: Int64, checkpoint: [UInt8]?) throws(Failure) {
        try write { db in
            try part.save(db, of: upload)
            try db.cachedStatement(sql: "UPDATE upload SET checkpoint = ? WHERE number = ?")
                .execute(arguments: [checkpoint.map { Data($0) }, upload])
        }
    }

    /// Removes a part that is not what was sent.
    public func forgetPart(_ number: Int, of upload: Int64) throws(Failure) {
        try write { db in
            try db.cachedStatement(sql: "DELETE FROM upload_part WHERE upload = ? AND number = ?")
                .execute(arguments: [upload, number])
        }
    }

    /// Gives an upload up: it is not gone on with, and listed by ``abandonedUploads(in:after:limit:)`` until it is forgotten.
    public func abandonUpload(_ upload: Int64) throws(Failure) {
        try write { db in try Self.abandon(db, where: "number = ?", [upload]) }
    }

    /// Removes an upload that the storage knows no more.
    public func forgetUpload(_ upload: Int64) throws(Failure) {
        try write { db in try Self.forget(db, upload) }
    }

    private static func forget(_ db: Database, _ upload: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM upload WHERE number = ?").execute(arguments: [upload])
    }

    /// Uploads that are to be aborted, the oldest first, without their parts.
    ///
    /// - Parameters:
    ///   - bucket: `nil` for those of every bucket.
    ///   - after: the number to go on behind; 0 begins at the front.
    public func abandonedUploads(
        in bucket: String? = nil, after: Int64 = 0, limit: Int
    ) throws(Failure) -> [UploadRecord] {
        try read { db in
            try UploadRecord.fetchAll(
                db,
                where: "state = 'abandoned' AND bucket = coalesce(?, bucket) AND number > ? ORDER BY number LIMIT ?",
                arguments: [bucket, after, limit])
        }
    }

    /// All uploads of a bucket, the oldest first, without their parts.
    ///
    /// - Parameter after: the number to go on behind; 0 begins at the front.
    public func uploads(in bucket: String, after: Int64 = 0, limit: Int) throws(Failure) -> [UploadRecord] {
        try read { db in
            try UploadRecord.fetchAll(
                db, where: "bucket = ? AND number > ? ORDER BY number LIMIT ?", arguments: [bucket, after, limit])
        }
    }

    static func forgetOpenUpload(_ db: Database, _ video: VideoKey) throws {
        try db.cachedStatement(sql: "DELETE FROM upload WHERE task_id = ? AND idx = ? AND state = 'open'")
            .execute(arguments: [video.taskID, video.index])
    }

    static func abandonOpenUpload(_ db: Database, _ video: VideoKey) throws {
        try abandon(db, where: "task_id = ? AND idx = ? AND state = 'open'", [video.taskID, video.index])
    }

    /// What it held of the content's check is of no use any more.
    private static func abandon(_ db: Database, where condition: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: "UPDATE upload SET state = 'abandoned', checkpoint = NULL WHERE \(condition)")
            .execute(arguments: arguments)
    }
}
