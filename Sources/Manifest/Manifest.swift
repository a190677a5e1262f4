public import Failures
import GRDB
import Synchronization

/// The durable record of every task and every video keepreel was told of, and of every task it set out to submit.
///
/// One SQLite file with a write-ahead log, so that `add`, `status`, `link` and `export` work while a run is going. One
/// connection a process: its callers' statements are short, and a pool of readers would only cost memory. Every method
/// is one transaction and may be called from any task; it blocks its thread for the time of one disk flush, or, while
/// another process writes, for 10 seconds at most. ``grouped(_:)`` takes several of them together.
public final class Manifest: Sendable {
    enum Access {
        case full, reading
    }

    let queue: DatabaseQueue
    /// What ``Notice``s are made of.
    let announced: Set<Notice.Kind>
    private let path: String
    private let access: Access
    let group = WriteGroup()

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

    /// Whether there is a manifest at `path`.
    public static func exists(at path: String) -> Bool { ManifestFile(path: path).exists }

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
    func read<Value>(_ body: (Database) throws -> Value) throws(Failure) -> Value {
        do {
            // GRDB's own `read` forbids writing by a pragma, after which SQLite compiles every statement anew.
            return try queue.unsafeReentrantRead { db in
                if db.isInsideTransaction { return try body(db) }
                var value: Value?
                try db.inTransaction(.deferred) {
                    value = try body(db)
                    return .commit
                }
                guard let value else { throw DatabaseTrouble.bug.failure(path: path) }
                return value
            }
        } catch {
            throw Failure(databaseError: error, path: path)
        }
    }

    /// One write transaction, on disk when this returns; within ``grouped(_:)`` a part of the group's.
    func write<Value>(_ body: (Database) throws -> Value) throws(Failure) -> Value {
        try checkWritable()
        do {
            return try queue.unsafeReentrantWrite { db in
                if group.undoesTogether { return try body(db) }
                var value: Value?
                try db.inSavepoint {
                    value = try body(db)
                    return .commit
                }
                guard let value else { throw DatabaseTrouble.bug.failure(path: path) }
                return value
            }
        } catch {
            throw Failure(databaseError: error, path: path)
        }
    }

    /// Does a step of this manifest's methods, each still whole or not at all, together with those that other tasks are
    /// about to do: as one transaction, which is on disk when this returns. No thread is blocked meanwhile.
    /// Where one of them fails the whole is undone, and each step done anew.
    public func grouped<Value: Sendable>(
        _ step: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result = await withCheckedContinuation { continuation in
            let done = Mutex<Value?>(nil)
            group.add(
                WriteGroup.Step {
                    do throws(Failure) {
                        let value = try step()
                        done.withLock { $0 = value }
                        return nil
                    } catch {
                        return error
                    }
                } settle: { failure in
                    let value = done.withLock { $0 }
                    continuation.resume(returning: self.result(value, failure))
                },
                to: queue, path: path)
        }
        return try result.get()
    }

    private func result<Value>(_ value: Value?, _ failure: Failure?) -> Result<Value, Failure> {
        if let failure { return .failure(failure) }
        guard let value else { return .failure(DatabaseTrouble.bug.failure(path: path)) }
        return .success(value)
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
