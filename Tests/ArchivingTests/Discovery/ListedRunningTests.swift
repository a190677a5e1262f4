import Manifest
import ModelStudio
import Testing

@testable import Archiving

@Suite("Tasks that the list calls running")
struct ListedRunningTests {
    private static func rows(_ numbers: Range<Int>, _ status: TaskStatus = .running) -> [TaskRow] {
        numbers.map { TaskRow(taskID: "task-\($0)", status: status) }
    }

    @Test("up to a hundred are held back and asked one by one", arguments: [0, 1, 100])
    func few(count: Int) {
        var listed = ListedRunning()
        #expect(listed.take(Self.rows(0..<count)).isEmpty)
        #expect(listed.finish(waiting: 100).isEmpty)
        #expect(!listed.areMany)
    }

    @Test("of more, each is recorded once it is seen, the first ones late")
    func many() {
        var listed = ListedRunning()
        #expect(listed.take(Self.rows(0..<100)).isEmpty)
        #expect(Set(listed.take(Self.rows(100..<101)).map(\.taskID)) == Set((0...100).map { "task-\($0)" }))
        #expect(
            listed.take(Self.rows(101..<102, .other("SUSPENDED"))) == [
                ListedTask(taskID: "task-101", status: "SUSPENDED")
            ])
        #expect(listed.finish(waiting: 0).isEmpty)
    }

    @Test("rows that repeat are counted once")
    func repeated() {
        var listed = ListedRunning()
        for _ in 0..<3 { #expect(listed.take(Self.rows(0..<60)).isEmpty) }
        #expect(!listed.areMany)
    }

    @Test("a few are recorded where many others are waited for that the list does not have")
    func others() {
        var listed = ListedRunning()
        _ = listed.take(Self.rows(0..<2))
        #expect(Set(listed.finish(waiting: 101).map(\.taskID)) == ["task-0", "task-1"])
    }

    @Test(
        "ended tasks and rows without a status are never recorded as running",
        arguments: [.succeeded, .failed, .canceled, .unknown, .other("")] as [TaskStatus])
    func ended(status: TaskStatus) {
        var listed = ListedRunning()
        #expect(listed.take(Self.rows(0..<200, status)).isEmpty)
        _ = listed.take(Self.rows(0..<2))
        _ = listed.take(Self.rows(0..<1, status))
        #expect(listed.finish(waiting: 101).map(\.taskID) == ["task-1"])
    }
}
