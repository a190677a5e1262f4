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

    @Test("running tasks are as asked for, ended and gone ones as before, unknown ids are passed over")
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
        try manifest.recordListed(rows, at: time(60))
        var expected = try #require(before[0])
        (expected.status, expected.queriedAt) = ("PRE-PROCESSING", time(60))
        #expect(try names.map { try manifest.task($0) } == [expected] + before.dropFirst())
        #expect(try manifest.task("nobody") == nil)
        #expect(try manifest.keys(EntryFilter(changedSince: time(1))).isEmpty)
        #expect(try manifest.tasksToQuery(limit: 9, notQueriedSince: time(60)).map(\.taskID) == ["unlisted"])
    }

    @Test("no rows write nothing")
    func none() throws {
        try manifest.close()
        try Manifest.openForReading(path: fixture.path).recordListed([], at: time())
    }
}
