public import Failures
import GRDB

/// The durable record of every task and every video keepreel was told of, and of every task it set out to submit.
///
/// One SQLite file with a write-ahead log, so that `add`, `status`, `link` and `export` work while a run is going. One
/// connection a process: its callers' statements are short, and a pool of readers would only cost memory. Every method
/// is one transaction and may be called from any task; it blocks its thread for the time of one disk flush, or, while
/// another process writes, for 10 seconds at most.
public final class Manifest: Sendable {
    enum Access {
        case full, reading
    }

    let queue: DatabaseQueue
    /// What ``Notice``s are made of.
    let announced: Set<Notice.Kind>
    private let path: String
    private let access: Access

    /// Opens the manifest at `path`; creates it, and the directories above it, where they are missing.
    ///
    /// - Parameter announced: what a ``Notice`` is made of from now on.
    /// - Throws: `manifest.unreadable`, `manifest.foreign`, `manifest.newer-schema`, `manifest.corrupt`,
    ///   `manifest.disk-full`, `manifest.write-failed`, `manifest.busy`.
    public static func open(path: String, announcing announced: Set<Notice.Kind> = []) throws(Failure) -> Manifest {
        try open(path: path, access: .full, announcing: announced, busyTimeout: 10)
    }

    /// Opens the manifest at `path` for commands that only read. Where there is none yet it is as an empty one, and
    /// nothing is created. A call that would write throws `manifest.bug`.
    ///
    /// - Throws: as `open(path:)`.
    public static func openForReading(path: String) throws(Failure) -> Manifest {
        try open(path: path, access: .reading, busyTimeout: 10)
    }

    /// - Parameter busyTimeout: seconds to wait for another process to end its transaction.
    static func open(
        path: String, access: Access, announcing announced: Set<Notice.Kind> = [], busyTimeout: Double
    ) throws(Failure) -> Manifest {
        let file = ManifestFile(path: path)
        try file.checkRemains()
        let isInMemory = access == .reading && !file.exists
        do {
            let connection = Connection(busyTimeout: busyTimeout)
            if !isInMemory {
                if !file.exists { try connection.create(file) }
                try file.restrictToOwner()
            }
            let queue = try isInMemory ? connection.openInMemory() : connection.open(file)
            return Manifest(queue: queue, path: path, access: access, announced: announced)
        } catch {
            throw Failure(databaseError: error, path: path)
        }
    }

    private init(queue: DatabaseQueue, path: String, access: Access, announced: Set<Notice.Kind>) {
        self.queue = queue
        self.announced = announced
        self.path = path
        self.access = access
    }

    /// Scrubs, then closes the file. The manifest cannot be used afterwards.
    ///
    /// Without it nothing is lost, but erased URLs may stay in the file until the next scrub.
    public func close() throws(Failure) {
        if access == .full { try scrub() }
        do { try queue.close() } catch { throw Failure(databaseError: error, path: path) }
    }

    /// One read transaction: it sees one state of the manifest, whatever is written meanwhile.
    ///
    /// Not by `queue.read`, which switches `query_only` on and off again: SQLite then compiles every statement anew.
    func read<Value>(_ body: (Database) throws -> Value) throws(Failure) -> Value {
        do {
            return try queue.unsafeRead { db in
                try db.beginTransaction(.deferred)
                do {
                    let value = try body(db)
                    try db.commit()
                    return value
                } catch {
                    if db.isInsideTransaction { try db.rollback() }
                    throw error
                }
            }
        } catch {
            throw Failure(databaseError: error, path: path)
        }
    }

    /// One write transaction, on disk when this returns.
    func write<Value>(_ body: (Database) throws -> Value) throws(Failure) -> Value {
        try checkWritable()
        do { return try queue.write(body) } catch { throw Failure(databaseError: error, path: path) }
    }

    /// For what SQLite does only outside a transaction.
    func writeWithoutTransaction(_ body: (Database) throws -> Void) throws(Failure) {
        try checkWritable()
        do { try queue.writeWithoutTransaction(body) } catch { throw Failure(databaseError: error, path: path) }
    }

    private func checkWritable() throws(Failure) {
        if access == .reading { throw DatabaseTrouble.bug.failure(path: path, detail: "it was opened for reading") }
    }
}
