import FoundationEssentials
import Testing

@testable import Manifest

@Suite("What is open")
struct OpenVideosTests {
    @Test("what is to be archived, what of it is at risk, and what waits, is counted from indexes alone")
    func counts() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        _ = try manifest.add([NewTask(taskID: "waiting")], origin: .added, now: time())
        for (task, due) in [("soon", hour), ("later", 20 * hour), ("done", 20 * hour)] {
            try manifest.addSucceeded(task, expiresAt: time(due))
        }
        try manifest.archive(VideoKey("done"))
        #expect(
            try manifest.openVideos(atRiskBefore: time(2 * hour)) == OpenVideos(toArchive: 2, atRisk: 1, waiting: 1))
        let some = ["waiting", "later", "done", "unknown"]
        #expect(
            try manifest.openVideos(of: some, atRiskBefore: time(2 * hour))
                == OpenVideos(toArchive: 1, atRisk: 0, waiting: 1))
        #expect(try manifest.openVideos(of: ["soon"], atRiskBefore: time(2 * hour)).atRisk == 1)
        let plan = try manifest.plan(of: Manifest.openVideosSQL)
        #expect(plan.contains { $0.contains("COVERING INDEX video_by_state") }, "\(plan)")
        #expect(plan.contains { $0.contains("INDEX video_to_archive") }, "\(plan)")
    }
}
