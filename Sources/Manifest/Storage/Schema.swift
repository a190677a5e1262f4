import Failures
import GRDB

/// The manifest's tables, as named steps that are only ever appended to.
struct Schema {
    struct Step {
        let name: String
        let sql: String
    }

    /// Marks the file as a manifest (`PRAGMA application_id`): the ASCII letters `keep`.
    static let applicationID = 0x6B65_6570

    static let current = Schema(steps: [
        Step(name: "1 tasks, videos, sources", sql: firstStep),
        Step(name: "2 due times, submissions", sql: secondStep),
        Step(name: "3 multipart uploads", sql: thirdStep),
        Step(name: "4 videos by object", sql: fourthStep),
        Step(name: "5 runs, notices", sql: fifthStep),
        Step(name: "6 reading back, changes", sql: sixthStep),
        Step(name: "7 parts under way", sql: seventhStep),
        Step(name: "8 identity", sql: eighthStep),
        Step(name: "9 errors of runs, tally", sql: ninthStep),
    ])

    let steps: [Step]

    /// Refuses a database that is not a manifest, one that is damaged, or one of a newer keepreel.
    func check(_ db: Database, path: String) throws {
        let applied = try applied(db)
        let applicationID = try Int.fetchOne(db, sql: "PRAGMA application_id")
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
        if applicationID == 0, isEmpty { return }
        guard applicationID == Self.applicationID || !applied.isEmpty else {
            throw Failure(
                "manifest.foreign", "\(path) is the database of another program",
                remedy: "set manifest.path to a file of keepreel's own", disposition: .stop(.configuration))
        }
        // The mark and the first step are made together, and the others in their order.
        let known = steps.prefix(applied.count).map(\.name)
        guard applicationID == Self.applicationID, !applied.isEmpty, applied.isSuperset(of: known) else {
            throw DatabaseTrouble.corrupt.failure(path: path)
        }
        guard applied.count == known.count else {
            throw Failure(
                "manifest.newer-schema", "the manifest \(path) was written by a newer keepreel",
                remedy: "update keepreel", disposition: .stop(.configuration))
        }
    }

    /// Whether every step is in place.
    func isComplete(_ db: Database) throws -> Bool { try firstMissing(db) == nil }

    /// Number of the first step that is not in place, from 1; `nil` if all are.
    func firstMissing(_ db: Database) throws -> Int? {
        let applied = try applied(db)
        return steps.firstIndex { !applied.contains($0.name) }.map { $0 + 1 }
    }

    /// Takes the steps that are missing. To be called in one write transaction, so that of two processes that open a
    /// new manifest at once one waits and then finds all done. (GRDB's migrator looks before it locks.)
    func migrate(_ db: Database) throws {
        try db.execute(sql: "CREATE TABLE IF NOT EXISTS schema_step (name TEXT NOT NULL PRIMARY KEY) STRICT")
        let applied = try applied(db)
        for step in steps where !applied.contains(step.name) {
            try db.execute(sql: step.sql)
            try db.execute(sql: "INSERT INTO schema_step (name) VALUES (?)", arguments: [step.name])
        }
        try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
    }

    private func applied(_ db: Database) throws -> Set<String> {
        guard try db.tableExists("schema_step") else { return [] }
        return try String.fetchSet(db, sql: "SELECT name FROM schema_step")
    }
}
