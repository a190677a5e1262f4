public import Failures
public import FoundationEssentials
import GRDB

/// The steps of archiving one video, each one transaction.
///
/// Each throws `manifest.illegal-transition` where the video's state forbids it, and `manifest.unknown-video`.
extension Manifest {
    /// Writes the intent before the upload begins: where the object will lie, and the token that marks the upload as
    /// keepreel's own.
    public func beginArchiving(
        _ key: VideoKey, bucket: String, objectKey: String, uploadToken: String, at: Date
    ) throws(Failure) {
        try change(key, to: .archiving, at: at) { record in
            record.bucket = bucket
            record.objectKey = objectKey
            record.uploadToken = uploadToken
        }
    }

    /// Records that the object lies in the bucket, whole and proven, and erases the source URL. The upload that brought
    /// it there is over.
    public func finishArchiving(_ key: VideoKey, _ facts: ArchivedFacts, at: Date) throws(Failure) {
        let announced: (Database, VideoKey) throws -> Void = { db, key in
            try Self.forgetOpenUpload(db, key)
            try self.announce(.archived, key, db)
            var tally = Tally()
            (tally.archived, tally.bytes) = (1, facts.size)
            try Self.count(tally, db)
        }
        try change(key, to: .archived, at: at, announced) { record in
            record.url = facts.url
            record.size = facts.size
            record.crc64 = facts.crc64
            record.etag = facts.etag
            record.contentType = facts.contentType
            record.width = facts.width
            record.height = facts.height
            record.duration = facts.duration
            record.isFastStart = facts.isFastStart
        }
    }

    /// Leaves the video to a later attempt or run.
    public func postpone(_ key: VideoKey, error: RecordedError, at: Date) throws(Failure) {
        try change(key, to: .pending, at: at) { record in
            record.attempts += 1
            record.lastError = error
        }
    }

    /// Gives the video up for good and erases the source URL. It is listed by `unreportedLosses` from then on, and what
    /// was uploaded of it by `abandonedUploads`.
    public func lose(_ key: VideoKey, reason: RecordedError, at: Date) throws(Failure) {
        try change(key, to: .lost, at: at, Self.abandonOpenUpload) { $0.lastError = reason }
    }

    /// Replaces a source URL that died by a fresh one. A video under way stays so; a lost one becomes `pending`.
    public func renew(_ key: VideoKey, url: String, expiresAt: Date?, at: Date) throws(Failure) {
        try update(key) { record, db in
            let task = try TaskRecord.fetch(db, taskID: key.taskID)
            return try record.withSource(url, expiresAt: expiresAt, submittedAt: task?.submittedAt, at: at)
        }
    }

    /// - Parameter more: what belongs into the same transaction.
    private func change(
        _ key: VideoKey, to state: VideoState, at: Date,
        _ more: (Database, VideoKey) throws -> Void = { _, _ in }, _ change: (inout VideoRecord) -> Void
    ) throws(Failure) {
        try update(key) { record, db in
            try more(db, key)
            return try record.changed(to: state, at: at, change)
        }
    }

    private func update(
        _ key: VideoKey, _ changed: (VideoRecord, Database) throws -> VideoRecord
    ) throws(Failure) {
        try write { db in
            guard let record = try VideoRecord.fetch(db, key: key) else { throw Failure.unknownVideo(key) }
            try changed(record, db).save(db, over: record)
        }
    }
}

extension Failure {
    static func unknownVideo(_ key: VideoKey) -> Failure {
        Failure("manifest.unknown-video", "the video \(key) is not in the manifest", disposition: .stop(.bug))
    }

    static func unknownTask(_ taskID: String) -> Failure {
        Failure("manifest.unknown-task", "the task \(taskID) is not in the manifest", disposition: .stop(.bug))
    }
}
