import Failures
import FoundationEssentials
import Testing

@testable import Manifest

@Suite("Adding tasks")
struct AddingTests {
    @Test("a new task waits with one video of index 0")
    func new() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        let task = NewTask(taskID: "t", model: "m", region: "singapore", submittedAt: time(-60))
        #expect(try manifest.add([task], origin: .discovered, now: time()) == 1)
        let expected = TaskRecord(
            taskID: "t", model: "m", region: "singapore", origin: .discovered, submittedAt: time(-60), addedAt: time())
        #expect(try manifest.task("t") == expected)
        #expect(try manifest.videos(of: "t").map(\.key) == [VideoKey("t")])
        #expect(try manifest.video(VideoKey("t"))?.state == .waiting)
    }

    @Test("known ids are no error; what was not known is filled in, what was stays")
    func known() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        #expect(try manifest.add([NewTask(taskID: "t")], origin: .added, now: time()) == 1)
        let fuller = NewTask(taskID: "t", model: "m", region: "beijing", submittedAt: time(-5))
        #expect(try manifest.add([fuller, NewTask(taskID: "u")], origin: .discovered, now: time(9)) == 1)
        let other = NewTask(taskID: "t", model: "other", region: "tokyo", submittedAt: time(5))
        #expect(try manifest.add([other, other], origin: .added, now: time(10)) == 0)
        let expected = TaskRecord(
            taskID: "t", model: "m", region: "beijing", origin: .added, submittedAt: time(-5), addedAt: time())
        #expect(try manifest.task("t") == expected)
    }

    @Test(
        "the service's own word for the region stands above what was known, while the task has not ended",
        arguments: [
            (.discovered, nil, "tokyo"), (.submitted, nil, "tokyo"), (.added, nil, "beijing"),
            (.discovered, .gone, "tokyo"), (.discovered, .succeeded, "beijing"), (.discovered, .failed, "beijing"),
        ] as [(TaskOrigin, TaskPhase?, String)])
    func region(origin: TaskOrigin, ended: TaskPhase?, expected: String) throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        _ = try manifest.add([NewTask(taskID: "t", region: "beijing")], origin: .added, now: time())
        if let ended { _ = try manifest.record(TaskUpdate(taskID: "t", status: "S", phase: ended, at: time())) }
        _ = try manifest.add([NewTask(taskID: "t", region: "tokyo")], origin: origin, now: time(1))
        #expect(try manifest.task("t")?.region == expected)
        _ = try manifest.add([NewTask(taskID: "t")], origin: .discovered, now: time(2))
        #expect(try manifest.task("t")?.region == expected)
    }

    @Test("a task taken for gone that is named and gone again and again is told as changed only once")
    func goneAgain() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        _ = try manifest.add([NewTask(taskID: "t")], origin: .added, now: time())
        _ = try manifest.record(.gone("t", at: time(1)))
        for run in [10.0, 20] {
            _ = try manifest.add([NewTask(taskID: "t")], origin: .discovered, now: time(run))
            #expect(try manifest.task("t")?.phase == .running)
            _ = try manifest.record(.gone("t", at: time(run + 1)))
            #expect(try manifest.task("t")?.phase == .gone)
        }
        #expect(try manifest.keys(EntryFilter(changedSince: time(2))).isEmpty)
        _ = try manifest.add([NewTask(taskID: "t")], origin: .discovered, now: time(30))
        _ = try manifest.record(TaskUpdate(taskID: "t", status: "RUNNING", phase: .running, at: time(31)))
        #expect(try manifest.keys(EntryFilter(changedSince: time(31))) == [VideoKey("t")])
    }

    @Test("a task taken for gone is asked for again when it is named again, and its lost video can come back")
    func gone() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        _ = try manifest.add([NewTask(taskID: "t")], origin: .added, now: time())
        #expect(try manifest.record(.gone("t")).lostNow.map(\.key) == [VideoKey("t")])
        #expect(try manifest.tasksToQuery(limit: 9).isEmpty)
        #expect(try manifest.add([NewTask(taskID: "t")], origin: .added, now: time(1)) == 0)
        #expect(try manifest.tasksToQuery(limit: 9).map(\.taskID) == ["t"])
        #expect(try manifest.record(.gone("t", at: time(2))) == RecordOutcome())
        _ = try manifest.add([NewTask(taskID: "t")], origin: .added, now: time(3))
        #expect(try manifest.record(.succeeded("t", [.url("https://u")], at: time(4))).newlyPending == 1)
        #expect(try manifest.video(VideoKey("t"))?.state == .pending)
    }

    @Test("all or nothing: an addition that fails leaves no part of it")
    func atomic() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        #expect(throws: Failure.self) {
            try manifest.write { db in
                try TaskRecord(NewTask(taskID: "t"), origin: .added, addedAt: time()).save(db, changedAt: time())
                try VideoRecord(key: VideoKey("unknown task"), state: .waiting, createdAt: time()).save(db)
            }
        }
        #expect(try manifest.task("t") == nil)
    }
}
