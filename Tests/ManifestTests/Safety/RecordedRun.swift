import FoundationEssentials
import GRDB
import Synchronization

@testable import Manifest

/// A whole run, with what a kill would leave before each of its statements.
struct RecordedRun {
    /// The file, its log and the world outside at one moment.
    struct Moment: Hashable {
        var database: Data
        var log: Data
        var outside: Outside
    }

    /// Each once, in their order.
    let moments: [Moment]
    let statementCount: Int

    /// - Parameter ending: what the run does at last.
    init(_ fixture: ManifestFixture, ending: (Manifest) throws -> Void = { _ in }) throws {
        let manifest = try fixture.open()
        let run = WholeRun(manifest)
        let log = Mutex<(moments: [Moment], statementCount: Int)>(([], 0))
        let path = fixture.path
        @Sendable func note() {
            let moment = Moment(
                database: FileManager.default.contents(atPath: path) ?? Data(),
                log: FileManager.default.contents(atPath: path + "-wal") ?? Data(), outside: run.outside)
            log.withLock { log in
                log.statementCount += 1
                if log.moments.last != moment { log.moments.append(moment) }
            }
        }
        manifest.queue.writeWithoutTransaction { $0.trace(options: .statement) { _ in note() } }
        try run.run()
        try ending(manifest)
        note()
        manifest.queue.writeWithoutTransaction { $0.trace(options: []) }
        (moments, statementCount) = log.withLock { ($0.moments, $0.statementCount) }
    }
}

extension ManifestFixture {
    /// A manifest of its own with these bytes.
    func place(_ database: Data, log: Data) throws -> String {
        let copy = directory + "/\(UUID().uuidString).sqlite"
        try database.write(to: URL(filePath: copy))
        try log.write(to: URL(filePath: copy + "-wal"))
        return copy
    }

    /// Removes it again.
    func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}

extension Manifest {
    /// Everything that is in it.
    func dump() throws -> [String] {
        try read { db in
            try ["task", "video", "source", "upload", "upload_part", "submission", "run", "notice"].flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1, 2").map { "\(table) \($0)" }
            }
        }
    }

    /// What SQLite finds wrong with the file.
    func complaints() throws -> [String] {
        try read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }.filter { $0 != "ok" }
    }
}
