import Foundation
import Manifest
import Testing

@testable import Diagnosis

@Suite("the plan of a prune")
struct PrunePlanTests {
    private static let now = Date(timeIntervalSince1970: 1_700_000_000)

    private static let published = PublishedKey(prefix: "clips")

    private static func upload(_ id: String, hours: Double, isAbandoned: Bool = true) -> UploadRecord {
        var upload = UploadRecord(
            video: VideoKey(taskID: "task-\(id)", index: 0), bucket: "videos", objectKey: "clips/\(id).mp4",
            uploadID: id,
            uploadToken: "token", size: 100, partSize: 10, begunAt: now - hours * 3600)
        upload.isAbandoned = isAbandoned
        return upload
    }

    @Test("only what was given up, and long enough ago, is an orphan; the oldest comes first")
    func orphans() {
        let plan = PrunePlan(
            recorded: [
                Self.upload("old", hours: 25), Self.upload("young", hours: 23), Self.upload("oldest", hours: 100),
                Self.upload("just", hours: 24), Self.upload("open", hours: 500, isAbandoned: false),
            ], published: Self.published, begunBefore: Self.now - 24 * 3600)
        #expect(plan.orphans.map(\.uploadID) == ["oldest", "old", "just"])
        #expect(plan.young.map(\.uploadID) == ["young"])
        #expect(plan.underWay.map(\.uploadID) == ["open"])
    }

    @Test("what the bucket lists and the manifest does not know is never ours, whatever its key")
    func unknown() {
        var plan = PrunePlan(
            recorded: [Self.upload("ours", hours: 1), Self.upload("open", hours: 1, isAbandoned: false)],
            published: Self.published, begunBefore: Self.now)
        let listed = ["ours", "open", "theirs"].map { id in
            ListedUpload(key: "clips/ours.mp4", uploadID: id, begunAt: nil)
        }
        #expect(plan.take(listed).map(\.uploadID) == ["theirs"])
        #expect(!plan.orphans.map(\.uploadID).contains("theirs"))
    }

    @Test("what a publication left under a key of its own is an orphan once it is old enough")
    func publications() {
        var plan = PrunePlan(recorded: [], published: Self.published, begunBefore: Self.now - 24 * 3600)
        let listed = [
            ("clips/manifest/manifest.jsonl", 25.0), ("clips/manifest/index.html", 26),
            ("clips/manifest/index.html", 1),
            ("clips/manifest/other", 99), ("manifest/index.html", 99),
        ].enumerated().map { number, upload in
            ListedUpload(key: upload.0, uploadID: "\(number)", begunAt: Self.now - upload.1 * 3600)
        }
        let unknown = plan.take(listed + [ListedUpload(key: "clips/manifest/index.html", uploadID: "5", begunAt: nil)])
        #expect(plan.orphans.map(\.uploadID) == ["1", "0"] && plan.orphans.allSatisfy { $0.video == nil })
        #expect(plan.young.map(\.uploadID) == ["2", "5"])
        #expect(unknown.map(\.uploadID) == ["3", "4"])
    }

    @Test("of nothing is nothing")
    func empty() {
        let plan = PrunePlan(recorded: [], published: Self.published, begunBefore: Self.now)
        #expect(plan.orphans.isEmpty && plan.young.isEmpty && plan.underWay.isEmpty)
    }
}
