public import Failures
public import FoundationEssentials
import GRDB

/// What hooks are to be told of. A notice is kept until its hook was called, so that a run which is killed calls it
/// twice rather than never.
extension Manifest {
    /// The oldest notice of the most urgent of these kinds that is not told yet; `nil` if there is none. A video that is
    /// at risk no more needs none.
    public func nextNotice(of kinds: Set<Notice.Kind>) throws(Failure) -> Notice? {
        try read { db in
            for kind in Notice.Kind.allCases where kinds.contains(kind) {
                if let notice = try Self.nextNotice(of: kind, db) { return notice }
            }
            return nil
        }
    }

    private static func nextNotice(of kind: Notice.Kind, _ db: Database) throws -> Notice? {
        let next = try db.cachedStatement(sql: nextNoticeSQL(kind)).first { row in
            (number: try row.next(Int64.self), key: VideoKey(taskID: try row.next(), index: try row.next()))
        }
        guard let (number, key) = next else { return nil }
        guard let task = try TaskRecord.fetch(db, taskID: key.taskID),
            let video = try VideoRecord.fetch(db, key: key)
        else { throw UnreadableRow() }
        return Notice(number: number, kind: kind, task: task, video: video)
    }

    /// How many notices of these kinds are not told yet.
    public func openNotices(of kinds: Set<Notice.Kind>) throws(Failure) -> Int {
        try read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) \(Self.openNoticesSQL(kinds))") ?? 0
        }
    }

    /// Records that a notice was told.
    public func settle(_ notice: Notice, at: Date) throws(Failure) {
        try write { db in
            switch notice.kind {
            case .archived, .lost:
                try db.execute(sql: "DELETE FROM notice WHERE number = ?", arguments: [notice.number])
            case .atRisk:
                try db.execute(
                    sql: "UPDATE notice SET told_at = ? WHERE number = ?",
                    arguments: [at.unixMilliseconds, notice.number])
            }
        }
    }

    /// Makes a notice of each video that is not archived and will be out of reach before this time, unless there was
    /// one, or ``announced`` does not ask for it.
    public func noteAtRisk(before: Date) throws(Failure) {
        guard announced.contains(.atRisk) else { return }
        let arguments: StatementArguments = [before.unixMilliseconds]
        let isNeeded = try read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (\(Self.atRiskSQL))", arguments: arguments) == true
        }
        guard isNeeded else { return }
        try write { db in
            try db.execute(sql: "INSERT INTO notice (kind, task_id, idx) \(Self.atRiskSQL)", arguments: arguments)
        }
    }

    /// - Parameter db: in the transaction that makes it true.
    func announce(_ kind: Notice.Kind, _ video: VideoKey, _ db: Database) throws {
        guard announced.contains(kind) else { return }
        try db.cachedStatement(
            sql: "INSERT INTO notice (kind, task_id, idx) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        ).execute(arguments: [kind.rawValue, video.taskID, video.index])
    }

    static func nextNoticeSQL(_ kind: Notice.Kind) -> String {
        """
        SELECT notice.number, notice.task_id, notice.idx \(openNoticesSQL([kind]))
        ORDER BY notice.number LIMIT 1
        """
    }

    private static func openNoticesSQL(_ kinds: Set<Notice.Kind>) -> String {
        let names = kinds.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        return """
            FROM notice CROSS JOIN video ON video.task_id = notice.task_id AND video.idx = notice.idx
            WHERE notice.told_at IS NULL AND notice.kind IN (\(names))
                AND (notice.kind <> '\(Notice.Kind.atRisk.rawValue)' OR video.state IN \(Deadline.openStates))
            """
    }

    private static let atRiskSQL = """
        SELECT '\(Notice.Kind.atRisk.rawValue)', video.task_id, video.idx
        FROM video INDEXED BY video_by_state CROSS JOIN task ON task.task_id = video.task_id
        WHERE video.state IN \(Deadline.openStates) AND \(Deadline.sql) < ? AND NOT EXISTS (
            SELECT 1 FROM notice WHERE notice.kind = '\(Notice.Kind.atRisk.rawValue)'
                AND notice.task_id = video.task_id AND notice.idx = video.idx)
        """
}
