import Failures
import FoundationEssentials
import GRDB
import Glibc
import Testing

@testable import Manifest

@Suite("Opening a manifest")
struct OpeningTests {
    @Test("creates directories for the owner alone, and so the file and its companions")
    func modes() throws {
        let fixture = try ManifestFixture()
        let path = fixture.directory + "/a/b/manifest.sqlite"
        let manifest = try Manifest.open(path: path)
        _ = try manifest.add([NewTask(taskID: "t")], origin: .added, now: time())
        #expect(try fixture.mode(of: fixture.directory + "/a") == 0o700)
        #expect(try fixture.mode(of: fixture.directory + "/a/b") == 0o700)
        for suffix in ["", "-wal", "-shm"] { #expect(try fixture.mode(of: path + suffix) == 0o600) }
        try manifest.close()
    }

    @Test("tightens a file that others may read", arguments: [0o644, 0o666, 0o640, 0o600] as [mode_t])
    func tightens(mode: mode_t) throws {
        let fixture = try ManifestFixture()
        try fixture.open().close()
        try #require(chmod(fixture.path, mode) == 0)
        let manifest = try fixture.open()
        _ = try manifest.counts()
        for suffix in ["", "-wal", "-shm"] { #expect(try fixture.mode(of: fixture.path + suffix) == 0o600) }
    }

    @Test(
        "is durable, write-ahead logged, checks references and zeroes what it deletes",
        arguments: [
            ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1"),
            ("busy_timeout", "10000"),
        ])
    func settings(pragma: String, expected: String) throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        #expect(try manifest.read { try String.fetchOne($0, sql: "PRAGMA \(pragma)") } == expected)
    }

    @Test("for reading where there is none gives an empty manifest and creates nothing")
    func readingNothing() throws {
        let fixture = try ManifestFixture()
        let path = fixture.directory + "/missing/manifest.sqlite"
        let manifest = try Manifest.openForReading(path: path)
        #expect(try manifest.task("t") == nil)
        #expect(try manifest.counts().total == 0)
        #expect(try manifest.keys() == [])
        try manifest.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.directory) == [])
    }

    @Test("for reading refuses to write")
    func readingOnly() throws {
        let fixture = try ManifestFixture()
        try fixture.open().close()
        let manifest = try Manifest.openForReading(path: fixture.path)
        let failure = #expect(throws: Failure.self) {
            _ = try manifest.add([NewTask(taskID: "t")], origin: .added, now: time())
        }
        #expect(failure?.code == "manifest.bug")
    }

    @Test("several processes may create it at the same time")
    func race() async throws {
        let fixture = try ManifestFixture()
        let path = fixture.path
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask {
                    try Manifest.open(path: path).add([NewTask(taskID: "t\(number)")], origin: .added, now: time())
                }
            }
            for try await added in group { #expect(added == 1) }
        }
        #expect(try fixture.open().counts()[.waiting] == 8)
    }

    @Test("a name that SQLite would take for something else is a file", arguments: [":memory:", "file:x?mode=memory"])
    func names(name: String) {
        #expect(ManifestFile(path: name).openPath == "./" + name)
    }

    @Test("a directory, or a place below a file, is no manifest", arguments: ["", "/manifest.sqlite/below"])
    func unreadable(suffix: String) throws {
        let fixture = try ManifestFixture()
        try fixture.open().close()
        let failure = #expect(throws: Failure.self) { try Manifest.open(path: fixture.directory + suffix) }
        #expect(failure?.code == "manifest.unreadable")
        #expect(failure?.disposition == .stop(.configuration))
        #expect(failure?.message.contains(fixture.directory + suffix) == true)
    }

    @Test("a file of another user is told as unreadable", .enabled(if: geteuid() != 0, "root may open everything"))
    func forbidden() throws {
        let fixture = try ManifestFixture()
        try fixture.open().close()
        try #require(chmod(fixture.path, 0) == 0)
        let failure = #expect(throws: Failure.self) { try Manifest.open(path: fixture.path) }
        #expect(failure?.code == "manifest.unreadable")
    }
}
