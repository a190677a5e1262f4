import Failures
import GRDB
import Glibc

/// How a manifest's connection is set up.
struct Connection {
    /// Seconds to wait for another process to end its transaction.
    let busyTimeout: Double

    /// Opens the database in `file`, which exists, and brings its schema up to date.
    func open(_ file: ManifestFile) throws -> DatabaseQueue {
        let queue = try openChecked(file)
        try queue.writeWithoutTransaction { db in
            // Not by GRDB's `journalMode`, which sets `synchronous` to NORMAL afterwards.
            try switchToWAL(db)
            // Every commit is flushed: a row that says `archived` must survive power loss, since its signed URL is
            // erased in the same step, and one that says `archiving` must be there before the upload is.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        try migrate(queue, file)
        return queue
    }

    /// Looks at the file before anything is written: it may be another program's, or damaged.
    private func openChecked(_ file: ManifestFile) throws -> DatabaseQueue {
        do {
            let queue = try DatabaseQueue(path: file.openPath, configuration: configuration)
            try queue.writeWithoutTransaction { db in
                let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
                guard file.isWhole(pageSize: pageSize) else {
                    throw DatabaseTrouble.corrupt.failure(path: file.path, detail: "its end is missing")
                }
                try Schema.current.check(db, path: file.path)
            }
            return queue
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
            // The statements are sound, so the schema in the file is not.
            throw DatabaseTrouble.corrupt.failure(path: file.path, detail: error.message, cause: error)
        }
    }

    /// Puts an empty manifest in place, unless another process does so first.
    func create(_ file: ManifestFile) throws {
        try file.createDirectories()
        let empty = try openInMemory()
        try file.place(.keeping) { try Self.copy(empty, to: $0) }
    }

    /// - Parameter path: an empty file.
    private static func copy(_ queue: DatabaseQueue, to path: String) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
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
        try queue.write(Schema.current.migrate)
        return queue
    }

    /// Brings the schema up to date, as one transaction: no other process writes between the copy and the change.
    private func migrate(_ queue: DatabaseQueue, _ file: ManifestFile) throws {
        if try queue.read(Schema.current.isComplete) { return }
        try queue.write { db in
            try Schema.current.check(db, path: file.path)
            guard let missing = try Schema.current.firstMissing(db) else { return }
            if missing > 1 { try keepCopy(of: file, before: missing) }
            try Schema.current.migrate(db)
        }
    }

    /// Keeps the database as it is beside it, for the keepreel that wrote it. Nobody removes it but the user.
    private func keepCopy(of file: ManifestFile, before step: Int) throws {
        let copy = file.copy(before: step)
        do {
            // Another connection, as this one is within a transaction.
            let source = try DatabaseQueue(path: file.openPath, configuration: configuration)
            try copy.place(.replacing) { try Self.copy(source, to: $0) }
            try source.close()
        } catch let error as DatabaseError where DatabaseTrouble(error) != .corrupt {
            throw Failure(databaseError: error, path: copy.path)
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
