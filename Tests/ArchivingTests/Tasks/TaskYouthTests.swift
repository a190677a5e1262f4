import Foundation
import Manifest
import Testing

@testable import Archiving

@Suite("Tasks the service does not know")
struct TaskYouthTests {
    private static let at = Date(timeIntervalSince1970: 1_767_398_399)

    @Test(
        "one that was submitted here is not gone within ten minutes",
        arguments: [
            (.submitted, 0, nil, true), (.submitted, 599, nil, true), (.submitted, 600, nil, false),
            (.submitted, -5, nil, true), (.submitted, 10, 599, true), (.submitted, 10, 601, false),
            (.discovered, 10, 60, false), (.discovered, 0, nil, false), (.added, 0, nil, false),
            (.added, 0, 0, false),
        ] as [(TaskOrigin, Double, Double?, Bool)])
    func young(origin: TaskOrigin, added: Double, submitted: Double?, isTooYoung: Bool) {
        let task = TaskRecord(
            taskID: "t", origin: origin, submittedAt: submitted.map { Self.at - $0 }, addedAt: Self.at - added)
        #expect(task.isTooYoungToBeGone(at: Self.at) == isTooYoung)
    }

    @Test(
        "a task is elsewhere when its region is known and another",
        arguments: [(nil, false), ("singapore", false), ("beijing", true)] as [(String?, Bool)])
    func elsewhere(region: String?, isElsewhere: Bool) {
        let task = TaskRecord(taskID: "t", region: region, origin: .added, addedAt: Self.at)
        #expect(task.isElsewhere(than: "singapore") == isElsewhere)
    }
}
