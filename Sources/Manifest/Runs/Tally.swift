public import Failures
import GRDB

/// How often something happened since this manifest counts it. Each number only grows.
public struct Tally: Sendable, Equatable {
    /// Videos that were archived.
    public var archived = 0
    /// Bytes of these.
    public var bytes: Int64 = 0
    /// Videos that were told as lost.
    public var lost = 0
    /// Tasks that were told as failed at Model Studio.
    public var failed = 0

    /// Nothing has happened.
    public init() {}
}

extension Manifest {
    /// How often something happened.
    public func tally() throws(Failure) -> Tally {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT archived, bytes, lost, failed FROM tally")
            return try statement.first { row in
                var tally = Tally()
                tally.archived = try row.next()
                tally.bytes = try row.next()
                tally.lost = try row.next()
                tally.failed = try row.next()
                return tally
            } ?? Tally()
        }
    }

    /// - Parameter db: in the transaction that makes it true.
    static func count(_ more: Tally, _ db: Database) throws {
        try db.cachedStatement(
            sql: "UPDATE tally SET archived = archived + ?, bytes = bytes + ?, lost = lost + ?, failed = failed + ?"
        ).execute(arguments: [more.archived, more.bytes, more.lost, more.failed])
    }
}
