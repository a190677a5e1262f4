import Failures
import FoundationEssentials
import Testing

@testable import Manifest

@Suite("What the service's list says")
struct ListedTests {
    let fixture: ManifestFixture
    let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
    }

    private func toQuery(_ round: String?) throws -> [String] {
        try manifest.tasksToQuery(limit: 9, notListedIn: round).map(\.taskID)
    }

    @Test("running tasks need not be asked for, ended and gone ones are as before, unknown ids are passed over")
    func listed() throws {
        let names = ["running", "unlisted", "succeeded", "failed", "gone"]
        _ = try manifest.add(names.map { NewTask(taskID: $0) }, origin: .added, now: time())
        _ = try manifest.record(.succeeded("succeeded", [.url("https://a")]))
        _ = try manifest.record(TaskUpdate(taskID: "failed", status: "FAILED", phase: .failed, at: time()))
        _ = try manifest.record(.gone("gone"))
        let before = try names.map { try manifest.task($0) }
        let rows = ["running", "succeeded", "nobody", "failed", "gone", "running"].map {
            ListedTask(taskID: $0, status: "PRE-PROCESSING")
        }
        try manifest.recordListed(rows, round: "one", at: time(5))
        var expected = try #require(before[0])
        (expected.status, expected.queriedAt) = ("PRE-PROCESSING", time(5))
        #expect(try names.map { try manifest.task($0) } == [expected] + before.dropFirst())
        #expect(try manifest.task("nobody") == nil)
        #expect(try manifest.keys(EntryFilter(changedSince: time(1))).isEmpty)
        #expect(try toQuery("one") == ["unlisted"])
    }

    @Test("a round leaves out what it listed itself, whatever earlier rounds did and whenever tasks were asked for")
    func rounds() throws {
        _ = try manifest.add(["a", "b", "c"].map { NewTask(taskID: $0) }, origin: .added, now: time())
        let asked = TaskUpdate(taskID: "c", status: "RUNNING", phase: .running, at: time(1_000_000))
        _ = try manifest.record(asked)
        try manifest.recordListed(
            ["a", "b"].map { ListedTask(taskID: $0, status: "PENDING") }, round: "one", at: time(5))
        try manifest.recordListed([ListedTask(taskID: "b", status: "RUNNING")], round: "two", at: time(9))
        #expect(try toQuery("one") == ["b", "c"])
        #expect(try toQuery("two") == ["a", "c"])
        #expect(try toQuery("three") == ["a", "b", "c"])
        #expect(try toQuery(nil) == ["a", "b", "c"])
        #expect(try manifest.task("a")?.queriedAt == time(5))
        _ = try manifest.record(TaskUpdate(taskID: "a", status: "RUNNING", phase: .running, at: time(1)))
        #expect(try toQuery("one") == ["b", "c"])
    }

    @Test("a task is asked for when a later row of the round no longer calls it running")
    func ended() throws {
        _ = try manifest.add(["a", "b"].map { NewTask(taskID: $0) }, origin: .added, now: time())
        try manifest.recordListed(
            ["a", "b"].map { ListedTask(taskID: $0, status: "RUNNING") }, round: "one", at: time(5))
        try manifest.recordListed([ListedTask(taskID: "a", status: nil)], round: "one", at: time(5))
        #expect(try toQuery("one") == ["a"])
        #expect(try manifest.task("a")?.status == "RUNNING")
    }

    @Test("no rows write nothing")
    func none() throws {
        try manifest.close()
        try Manifest.openForReading(path: fixture.path).recordListed([], round: "one", at: time(5))
    }
}
