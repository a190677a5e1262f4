import FoundationEssentials
import GRDB
import Testing

@testable import Manifest

@Suite("Power loss")
struct PowerLossTests {
    /// FULL (https://www.sqlite.org/pragma.html#pragma_synchronous): the log is flushed before a transaction has ended.
    private static let full = 2

    @Test("every connection that writes flushes each transaction before its end, a new manifest's and a later one's")
    func flushes() throws {
        let fixture = try ManifestFixture()
        for _ in 0..<2 {
            let manifest = try fixture.open()
            let (synchronous, journal) = try manifest.queue.writeWithoutTransaction { db in
                (
                    try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                    try String.fetchOne(db, sql: "PRAGMA journal_mode")
                )
            }
            #expect(synchronous == Self.full && journal == "wal")
            try manifest.close()
        }
    }
}
