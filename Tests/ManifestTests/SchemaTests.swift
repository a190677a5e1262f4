import Failures
import FoundationEssentials
import GRDB
import Testing

@testable import Manifest

@Suite("Schema and damage")
struct SchemaTests {
    @Test("opening again changes nothing and keeps all")
    func idempotent() throws {
        let fixture = try ManifestFixture()
        let first = try fixture.open()
        _ = try first.add([NewTask(taskID: "t")], origin: .added, now: time())
        let version = try first.read { try Int.fetchOne($0, sql: "PRAGMA schema_version") }
        try first.close()
        let second = try fixture.open()
        #expect(try second.read { try Int.fetchOne($0, sql: "PRAGMA schema_version") } == version)
        #expect(try second.task("t") != nil)
    }

    @Test("a later step is taken once, on top of the data that is there")
    func laterStep() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        _ = try manifest.add([NewTask(taskID: "t")], origin: .added, now: time())
        let later = Schema.Step(name: "3 notes", sql: "ALTER TABLE task ADD COLUMN note TEXT")
        let schema = Schema(steps: Schema.current.steps + [later])
        #expect(try manifest.read(schema.isComplete) == false)
        for _ in 1...2 { try manifest.write(schema.migrate) }
        #expect(try manifest.read(schema.isComplete))
        #expect(try manifest.task("t") != nil)
    }

    @Test("a manifest of a newer keepreel is refused and left alone")
    func newer() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        try manifest.write { try $0.execute(sql: "INSERT INTO schema_step (name) VALUES ('99 from the future')") }
        try manifest.close()
        let failure = #expect(throws: Failure.self) { try fixture.open() }
        #expect(failure?.code == "manifest.newer-schema")
        #expect(failure?.disposition == .stop(.configuration))
    }

    @Test("another program's database is refused and left alone")
    func foreign() throws {
        let fixture = try ManifestFixture()
        let other = try DatabaseQueue(path: fixture.path)
        try other.write { try $0.execute(sql: "CREATE TABLE bookmarks (url TEXT)") }
        try other.close()
        let before = FileManager.default.contents(atPath: fixture.path)
        let failure = #expect(throws: Failure.self) { try fixture.open() }
        #expect(failure?.code == "manifest.foreign")
        #expect(FileManager.default.contents(atPath: fixture.path) == before)
    }

    @Test("a file that is no database is told as corrupt, with the way out")
    func noDatabase() throws {
        let fixture = try ManifestFixture()
        try #require(FileManager.default.createFile(atPath: fixture.path, contents: Data(repeating: 65, count: 9000)))
        let failure = #expect(throws: Failure.self) { try fixture.open() }
        #expect(failure?.code == "manifest.corrupt")
        #expect(failure?.remedy?.contains("keepreel recover") == true)
        #expect(failure?.message.contains(fixture.path) == true)
    }

    @Test("damaged pages are told as corrupt when they are met")
    func damaged() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        _ = try manifest.add((0..<500).map { NewTask(taskID: "t\($0)") }, origin: .added, now: time())
        try manifest.close()
        var bytes = try #require(FileManager.default.contents(atPath: fixture.path))
        bytes.replaceSubrange(8192..<bytes.count, with: Data(repeating: 0xA5, count: bytes.count - 8192))
        try bytes.write(to: URL(filePath: fixture.path))
        let failure = #expect(throws: Failure.self) {
            let manifest = try fixture.open()
            _ = try manifest.keys()
        }
        #expect(failure?.code == "manifest.corrupt")
    }

    @Test("a word no schema knows is told as corrupt, not as a crash")
    func unknownWord() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        _ = try manifest.add([NewTask(taskID: "t")], origin: .added, now: time())
        try manifest.write { try $0.execute(sql: "UPDATE video SET state = 'perhaps'") }
        let failure = #expect(throws: Failure.self) { try manifest.videos(of: "t") }
        #expect(failure?.code == "manifest.corrupt")
    }

    @Test("an empty file is refused, as it may be one that was cut off")
    func emptyFile() throws {
        let fixture = try ManifestFixture()
        try #require(FileManager.default.createFile(atPath: fixture.path, contents: Data()))
        let failure = #expect(throws: Failure.self) { try fixture.open() }
        #expect(failure?.code == "manifest.corrupt")
        #expect(FileManager.default.contents(atPath: fixture.path)?.isEmpty == true)
    }
}
