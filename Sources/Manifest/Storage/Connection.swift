import GRDB
import Glibc

/// How a manifest's connection is set up.
struct Connection {
    /// Seconds to wait for another process to end its transaction.
    let busyTimeout: Double

    /// Opens the database in `file`, which exists, and brings its schema up to date.
    func open(_ file: ManifestFile) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: file.openPath, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            // Before anything is written: the file may be another program's.
            try Schema.current.check(db, path: file.path)
            // Not by GRDB's `journalMode`, which sets `synchronous` to NORMAL afterwards.
            try switchToWAL(db)
            // Every commit is flushed: a row that says `archived` must survive power loss, since its signed URL is
            // erased in the same step, and one that says `archiving` must be there before the upload is.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        try migrate(queue, path: file.path)
        return queue
    }

    /// While another process does the same to a new file, SQLite refuses this at once instead of waiting.
    private func switchToWAL(_ db: Database) throws {
        let end = ContinuousClock.now + .seconds(busyTimeout)
        while true {
            do {
                return try db.execute(sql: "PRAGMA journal_mode = WAL")
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < end {
                usleep(5000)
            }
        }
    }

    /// An empty manifest that never touches the disk.
    func openInMemory() throws -> DatabaseQueue {
        let queue = try DatabaseQueue(configuration: configuration)
        try migrate(queue, path: ":memory:")
        return queue
    }

    private func migrate(_ queue: DatabaseQueue, path: String) throws {
        if try queue.read(Schema.current.isComplete) { return }
        try queue.write { db in
            try Schema.current.check(db, path: path)
            try Schema.current.migrate(db)
        }
    }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "manifest"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(busyTimeout)
        configuration.prepareDatabase { db in
            // What is deleted is overwritten with zeros, as it may be a signed URL.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // KiB; more would only be memory, as every statement goes along an index.
            try db.execute(sql: "PRAGMA cache_size = -1024")
            // A sorted listing leaves nothing behind in a temporary file.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }
}
