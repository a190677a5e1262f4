import Failures
import FoundationEssentials
import GRDB
import Glibc
import Testing

@testable import Manifest

@Suite("The copy kept before a new schema")
struct KeptCopyTests {
    let fixture: ManifestFixture

    init() throws { fixture = try ManifestFixture() }

    /// A manifest of the first `steps`, with a task, as its process left it.
    private func makeOld(steps: Int) throws {
        let old = try fixture.openAfter(steps: steps)
        try old.write { db in
            try db.execute(
                sql:
                    "INSERT INTO task (task_id, phase, origin, added_at, changed_at) VALUES ('t', 'running', 'added', 1, 1)"
            )
        }
        try old.close()
    }

    private func tasks(_ path: String) throws -> [String] {
        let database = try DatabaseQueue(path: path)
        defer { try? database.close() }
        return try database.read { try String.fetchAll($0, sql: "SELECT task_id FROM task") }
    }

    @Test("an older manifest is migrated, and stands beside it as it was, for its owner alone", arguments: 1...4)
    func kept(steps: Int) throws {
        try makeOld(steps: steps)
        let manifest = try fixture.open()
        #expect(try manifest.task("t") != nil)
        #expect(try manifest.read(Schema.current.isComplete))
        let copy = fixture.path + ".before-\(steps + 1)"
        #expect(try fixture.mode(of: copy) == 0o600)
        #expect(try tasks(copy) == ["t"])
        let old = Schema(steps: Array(Schema.current.steps.prefix(steps)))
        let database = try DatabaseQueue(path: copy)
        #expect(try database.read { try old.isComplete($0) && !Schema.current.isComplete($0) })
        try database.read { try old.check($0, path: copy) }
        try database.close()
        try manifest.close()
        #expect(try fixture.names() == ["manifest.sqlite", "manifest.sqlite.before-\(steps + 1)"])
        // Opening it again needs no further one, and what is there stays.
        let before = FileManager.default.contents(atPath: copy)
        try fixture.open().close()
        #expect(FileManager.default.contents(atPath: copy) == before)
    }

    @Test("the copy is a manifest the older keepreel goes on with: put back, it is migrated again")
    func restored() throws {
        try makeOld(steps: 2)
        try fixture.open().close()
        try FileManager.default.removeItem(atPath: fixture.path)
        try FileManager.default.moveItem(atPath: fixture.path + ".before-3", toPath: fixture.path)
        #expect(try fixture.open().task("t") != nil)
        #expect(try tasks(fixture.path + ".before-3") == ["t"])
    }

    @Test("a new manifest, and one that is up to date, leave no copy")
    func none() throws {
        try fixture.open().close()
        try fixture.open().close()
        #expect(try fixture.names() == ["manifest.sqlite"])
    }

    @Test("where the copy cannot be written, the failure names it and nothing is changed")
    func refused() throws {
        try makeOld(steps: 3)
        let before = try fixture.bytes()
        // A full directory stands in the copy's place.
        let copy = fixture.path + ".before-4"
        try FileManager.default.createDirectory(atPath: copy + "/x", withIntermediateDirectories: true)
        let failure = #expect(throws: Failure.self) { try fixture.open() }
        #expect(failure?.message.contains(copy) == true)
        #expect(failure?.exitStatus == .configuration)
        #expect(try tasks(fixture.path) == ["t"])
        #expect(try fixture.names().allSatisfy { !$0.contains(".new-") })
        try FileManager.default.removeItem(atPath: copy)
        #expect(try fixture.open().task("t") != nil)
        #expect(before.count > 0)
    }

    @Test("of several processes that open an older manifest at once, one migrates it")
    func race() async throws {
        try makeOld(steps: 3)
        let path = fixture.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { _ = try Manifest.open(path: path) } }
            try await group.waitForAll()
        }
        #expect(try tasks(path + ".before-4") == ["t"])
    }
}
