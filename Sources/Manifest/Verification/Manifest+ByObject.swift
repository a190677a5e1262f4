public import Failures
public import FoundationEssentials
import GRDB

/// The archived videos in the order in which a bucket lists its objects.
extension Manifest {
    /// The buckets that archived videos lie in, by name.
    public func archivedBuckets() throws(Failure) -> [String] {
        try read { db in
            var buckets: [String] = []
            // One look into the index for each, as many videos lie in few buckets.
            while let next = try String.fetchOne(
                try db.cachedStatement(sql: Self.nextBucketSQL), arguments: [buckets.last ?? ""])
            {
                buckets.append(next)
            }
            return buckets
        }
    }

    /// The first and the last key of archived videos in a bucket; `nil` where there is none.
    public func archivedKeys(in bucket: String) throws(Failure) -> (first: String, last: String)? {
        try read { db in
            let bounds = try db.cachedStatement(sql: Self.keyBoundsSQL).first([bucket, bucket]) { row in
                (try row.next(String?.self), try row.next(String?.self))
            }
            guard case (let first?, let last?)? = bounds else { return nil }
            return (first, last)
        }
    }

    /// Archived videos of a bucket by the bytes of their keys, a page at a time.
    ///
    /// - Parameters:
    ///   - position: ``ArchivedPage/next`` of the page before; `nil` begins.
    ///   - readBefore: only those that were not read back at this time or later; `nil` for all.
    ///   - limit: most of them.
    public func archivedVideos(
        in bucket: String, after position: ObjectPosition? = nil, readBefore: Date? = nil, limit: Int
    ) throws(Failure) -> ArchivedPage {
        try read { db in
            let arguments: StatementArguments = [
                bucket, position?.objectKey ?? "", position?.objectKey ?? "", position?.number ?? 0,
                readBefore?.unixMilliseconds ?? .max, limit,
            ]
            var page = ArchivedPage(videos: [])
            page.videos = try db.cachedStatement(sql: Self.byObjectSQL).all(arguments) { row in
                let video = try VideoRecord(reading: &row)
                page.next = ObjectPosition(objectKey: video.objectKey ?? "", number: try row.next())
                return video
            }
            if page.videos.count < limit { page.next = nil }
            return page
        }
    }

    static let nextBucketSQL = """
        SELECT bucket FROM video INDEXED BY video_by_object WHERE state = 'archived' AND bucket > ?
        ORDER BY bucket LIMIT 1
        """

    static let keyBoundsSQL = """
        SELECT (SELECT object_key FROM video INDEXED BY video_by_object
                WHERE state = 'archived' AND bucket = ? ORDER BY object_key LIMIT 1),
            (SELECT object_key FROM video INDEXED BY video_by_object
                WHERE state = 'archived' AND bucket = ? ORDER BY object_key DESC LIMIT 1)
        """

    static let byObjectSQL = """
        SELECT \(VideoRecord.columns), NULL, video.rowid FROM video INDEXED BY video_by_object
        WHERE state = 'archived' AND bucket = ? AND object_key >= ? AND (object_key > ? OR video.rowid > ?)
            AND coalesce(verified_at, 0) < ?
        ORDER BY object_key, video.rowid LIMIT ?
        """
}
