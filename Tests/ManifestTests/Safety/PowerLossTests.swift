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
            try manifest.writeWithoutTransaction { db in
                #expect(try Int.fetchOne(db, sql: "PRAGMA synchronous") == Self.full)
                #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
            }
            try manifest.close()
        }
    }
}
