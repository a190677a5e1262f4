import Failures
import FoundationEssentials
import GRDB
import Glibc
import Testing

@testable import Manifest

/// A directory of its own for one test, removed at its end.
final class ManifestFixture: Sendable {
    let directory: String

    init() throws {
        directory = FileManager.default.temporaryDirectory.path + "/manifest-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    var path: String { directory + "/manifest.sqlite" }

    func open(announcing announced: Set<Notice.Kind> = [], busyTimeout: Double = 10) throws -> Manifest {
        try Manifest.open(path: path, access: .full, announcing: announced, busyTimeout: busyTimeout)
    }

    /// What a run killed at this moment leaves: the database and its log, but no process that could tidy up.
    func pathAfterKill() throws -> String {
        let copy = directory + "/\(UUID().uuidString).sqlite"
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        return copy
    }

    /// The bytes of the database and its companions, for searching.
    func rawText() throws -> String {
        var text = ""
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            let data = try #require(FileManager.default.contents(atPath: path + suffix))
            text += String(decoding: data.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        }
        return text
    }

    /// The permission bits.
    func mode(of path: String) throws -> mode_t {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }
}

/// 2026-11-21T07:31:00Z, and some seconds later.
func time(_ seconds: Double = 0) -> Date { Date(timeIntervalSince1970: 1_795_246_260 + seconds) }

let hour = 3600.0

extension VideoKey {
    init(_ taskID: String, _ index: Int = 0) { self.init(taskID: taskID, index: index) }
}

extension ReportedVideo {
    static func url(_ url: String, index: Int = 0, expiresAt: Date? = time(24 * hour)) -> ReportedVideo {
        ReportedVideo(index: index, kind: .video, outcome: .url(url, expiresAt: expiresAt))
    }
}

extension TaskUpdate {
    static func succeeded(_ taskID: String, _ videos: [ReportedVideo], at: Date = time()) -> TaskUpdate {
        TaskUpdate(taskID: taskID, status: "SUCCEEDED", phase: .succeeded, videos: videos, at: at)
    }

    static func gone(_ taskID: String, at: Date = time()) -> TaskUpdate {
        TaskUpdate(taskID: taskID, status: "UNKNOWN", phase: .gone, at: at)
    }
}

extension Manifest {
    /// Adds a task and reports it as succeeded with one video.
    func addSucceeded(_ taskID: String, url: String = "https://oss/v.mp4?Signature=s", expiresAt: Date? = nil) throws {
        _ = try add([NewTask(taskID: taskID)], origin: .added, now: time())
        _ = try record(.succeeded(taskID, [.url(url, expiresAt: expiresAt ?? time(24 * hour))]))
    }

    /// Takes a pending video through to the bucket.
    func archive(_ key: VideoKey, at: Date = time(60)) throws {
        try beginArchiving(key, bucket: "b", objectKey: "k/\(key).mp4", uploadToken: "token", at: at)
        try finishArchiving(key, ArchivedFacts(size: 7, crc64: .max, url: "https://b/k/\(key).mp4"), at: at)
    }

    /// How SQLite goes about a statement, step by step.
    func plan(of sql: String) throws -> [String] {
        try read { db in
            let rows = try Row.fetchCursor(db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql.replacing("?", with: "1")))
            var steps: [String] = []
            while let row = try rows.next() { steps.append(try row.decode(String.self, forColumn: "detail")) }
            return steps
        }
    }

    /// The submission that a task came from.
    func submission(ofTask taskID: String) throws -> Submission? {
        try read { try Submission.fetchAll($0, where: Submission.taskCondition, arguments: [taskID]).first }
    }

    /// How many videos will be out of reach before then.
    func atRisk(before deadline: Date) throws -> Int {
        try coverage(since: .distantPast, atRiskBefore: deadline).atRisk
    }

    func video(_ key: VideoKey) throws -> VideoRecord? {
        try videos(of: key.taskID).first { $0.key == key }
    }

    func keys(_ filter: EntryFilter = EntryFilter()) throws -> [VideoKey] {
        var keys: [VideoKey] = []
        try forEachEntry(filter) { _, video in keys.append(video.key) }
        return keys
    }
}

extension ManifestFixture {
    /// A database as a keepreel made it that knew only the first steps of the schema.
    func openAfter(steps: Int) throws -> DatabaseQueue {
        let database = try DatabaseQueue(path: path)
        try database.write(Schema(steps: Array(Schema.current.steps.prefix(steps))).migrate)
        return database
    }

    /// The bytes of the database, or of a companion.
    func bytes(_ suffix: String = "") throws -> Data {
        try #require(FileManager.default.contents(atPath: path + suffix))
    }

    /// The names of all files.
    func names() throws -> Set<String> { Set(try FileManager.default.contentsOfDirectory(atPath: directory)) }
}

extension Manifest {
    /// The video to archive next.
    func nextVideo(excluding excluded: Set<VideoKey>, only taskIDs: Set<String>? = nil) throws -> VideoRecord? {
        try nextVideos(excluding: excluded, only: taskIDs, limit: 1).first?.video
    }
}
