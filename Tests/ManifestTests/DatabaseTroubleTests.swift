import Failures
import FoundationEssentials
import GRDB
import Testing

@testable import Manifest

@Suite("What SQLite's errors mean")
struct DatabaseTroubleTests {
    @Test(
        "a result code has one meaning",
        arguments: [
            (ResultCode.SQLITE_FULL, DatabaseTrouble.diskFull),
            (.SQLITE_IOERR, .writeFailed), (.SQLITE_IOERR_WRITE, .writeFailed), (.SQLITE_IOERR_FSYNC, .writeFailed),
            (.SQLITE_IOERR_TRUNCATE, .writeFailed), (.SQLITE_IOERR_SHMSIZE, .writeFailed),
            (.SQLITE_IOERR_READ, .readFailed), (.SQLITE_IOERR_SHORT_READ, .readFailed),
            (.SQLITE_BUSY, .busy), (.SQLITE_BUSY_SNAPSHOT, .busy), (.SQLITE_LOCKED, .busy),
            (.SQLITE_CORRUPT, .corrupt), (.SQLITE_CORRUPT_INDEX, .corrupt), (.SQLITE_NOTADB, .corrupt),
            (.SQLITE_IOERR_DATA, .corrupt), (.SQLITE_IOERR_CORRUPTFS, .corrupt),
            (.SQLITE_CANTOPEN, .unreadable), (.SQLITE_CANTOPEN_ISDIR, .unreadable), (.SQLITE_PERM, .unreadable),
            (.SQLITE_READONLY, .unreadable), (.SQLITE_READONLY_DBMOVED, .unreadable),
            (.SQLITE_CONSTRAINT_UNIQUE, .bug), (.SQLITE_ERROR, .bug), (.SQLITE_MISUSE, .bug),
        ])
    func meanings(code: ResultCode, expected: DatabaseTrouble) {
        #expect(DatabaseTrouble(code) == expected)
    }

    @Test("a table that is missing was lost from the file; a statement that is wrong is a bug")
    func names() throws {
        let manifest = try ManifestFixture().open()
        for (sql, code) in [("SELECT height FROM task", "manifest.corrupt"), ("SELEKT", "manifest.bug")] {
            let failure = #expect(throws: Failure.self) { try manifest.read { try $0.execute(sql: sql) } }
            #expect(failure?.code == code)
        }
    }

    @Test(
        "each trouble has its code and disposition, and names the file",
        arguments: [
            (DatabaseTrouble.diskFull, "manifest.disk-full", Disposition.stop(.unfinished)),
            (.writeFailed, "manifest.write-failed", .stop(.unfinished)),
            (.readFailed, "manifest.read-failed", .stop(.unfinished)),
            (.busy, "manifest.busy", .retry()),
            (.corrupt, "manifest.corrupt", .stop(.configuration)),
            (.unreadable, "manifest.unreadable", .stop(.configuration)),
            (.bug, "manifest.bug", .stop(.bug)),
        ])
    func failures(trouble: DatabaseTrouble, code: String, disposition: Disposition) {
        let failure = trouble.failure(path: "/var/lib/m.sqlite")
        #expect(failure.code == code)
        #expect(failure.disposition == disposition)
        #expect(failure.message.contains("/var/lib/m.sqlite"))
    }

    @Test("a full disk stops the run with what to do, loses nothing, and ends with the space")
    func diskFull() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        try manifest.addSucceeded("t")
        let pages = try manifest.read { try Int.fetchOne($0, sql: "PRAGMA page_count") } ?? 0
        try manifest.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
        let many = (0..<1000).map { NewTask(taskID: "task \($0)") }
        let failure = #expect(throws: Failure.self) { try manifest.add(many, origin: .added, now: time()) }
        #expect(failure?.code == "manifest.disk-full")
        #expect(failure?.disposition == .stop(.unfinished))
        #expect(failure?.remedy?.contains("free space") == true)
        #expect(try manifest.keys() == [VideoKey("t")])
        try manifest.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
        #expect(try manifest.add(many, origin: .added, now: time()) == 1000)
    }

    @Test("a writer that waits too long is told to try again; readers never wait")
    func busy() throws {
        let fixture = try ManifestFixture()
        let writer = try fixture.open()
        _ = try writer.add([NewTask(taskID: "before")], origin: .added, now: time())
        let other = try fixture.open(busyTimeout: 0.01)
        try writer.write { db in
            try db.execute(sql: "UPDATE video SET state = 'lost'")
            #expect(try other.counts()[.waiting] == 1)
            #expect(try other.keys() == [VideoKey("before")])
            let failure = #expect(throws: Failure.self) {
                try other.add([NewTask(taskID: "t")], origin: .added, now: time())
            }
            #expect(failure?.code == "manifest.busy")
            #expect(failure?.disposition == .retry())
        }
        #expect(try other.counts()[.lost] == 1)
    }

    @Test("neither the text nor the cause of a failure holds the values of a statement")
    func valuesStayOut() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        let failure = #expect(throws: Failure.self) {
            try manifest.write { db in
                try db.execute(
                    sql: "INSERT INTO source (task_id, url) VALUES (NULL, ?)", arguments: ["Signature=s3cret"])
            }
        }
        let cause = try #require(failure?.cause)
        var dumped = ""
        dump(cause, to: &dumped)
        #expect(!"\(String(describing: failure)) \(dumped)".contains("s3cret"))
    }
}
