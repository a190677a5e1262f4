import Failures
import FoundationEssentials
import Testing

@testable import Manifest

@Suite("Videos found in the bucket")
struct RecoveryTests {
    let fixture: ManifestFixture
    let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
    }

    static func found(
        _ taskID: String, _ index: Int = 0, _ change: (inout FoundVideo) -> Void = { _ in }
    ) -> FoundVideo {
        var found = FoundVideo(
            key: VideoKey(taskID, index), bucket: "b", objectKey: "k/\(taskID)-\(index).mp4", uploadToken: "token",
            size: 7, url: "https://b/k/\(taskID)-\(index).mp4")
        found.model = "wan"
        found.submittedAt = time(-50 * hour)
        found.endedAt = time(-49 * hour)
        found.storedAt = time(-48 * hour)
        found.crc64 = .max
        found.etag = "e"
        found.contentType = "video/mp4"
        change(&found)
        return found
    }

    @Test("an unknown video becomes archived with all that its object tells, and its task is one that succeeded")
    func added() throws {
        let found = Self.found("t", 2)
        #expect(try manifest.recover([found], now: time()) == [.add])
        let video = try #require(try manifest.video(VideoKey("t", 2)))
        #expect(video.state == .archived && video.kind == .video)
        #expect(video.bucket == "b" && video.objectKey == "k/t-2.mp4" && video.url == "https://b/k/t-2.mp4")
        #expect(video.size == 7 && video.crc64 == .max && video.etag == "e" && video.contentType == "video/mp4")
        #expect(video.archivedAt == time(-48 * hour) && video.updatedAt == time())
        #expect(video.uploadToken == "token" && video.sourceURL == nil)
        let task = try #require(try manifest.task("t"))
        #expect(task.model == "wan" && task.phase == .succeeded && task.status == "SUCCEEDED" && task.origin == .added)
        #expect(task.submittedAt == time(-50 * hour) && task.endedAt == time(-49 * hour))
        #expect(task.addedAt == time(-50 * hour))
        #expect(try manifest.videos(of: "t").map(\.key) == [VideoKey("t", 2)])
        #expect(try manifest.tasksToQuery(limit: 9).isEmpty)
        #expect(try manifest.nextVideo(excluding: []) == nil)
    }

    @Test("the same videos twice change nothing, and those of one task share it")
    func idempotent() throws {
        let videos = [Self.found("t"), Self.found("t", 1), Self.found("u")]
        #expect(try manifest.recover(videos, now: time()) == [.add, .add, .add])
        let before = try manifest.videos(of: "t")
        #expect(try manifest.recover(videos, now: time(9)) == [.keep, .keep, .keep])
        #expect(try manifest.videos(of: "t") == before)
        #expect(try manifest.counts().total == 3)
    }

    @Test(
        "a task the service still remembers is asked for again, as it may have more videos",
        arguments: [
            (-23.0, -22.0, -21.0, true), (-25, -22, -21, false), (nil, -23, -22, true), (nil, nil, -23, true),
            (nil, nil, -25, false), (nil, nil, nil, false),
        ] as [(Double?, Double?, Double?, Bool)])
    func remembered(submitted: Double?, ended: Double?, stored: Double?, isAsked: Bool) throws {
        let found = Self.found("t") { found in
            found.submittedAt = submitted.map { time($0 * hour) }
            found.endedAt = ended.map { time($0 * hour) }
            found.storedAt = stored.map { time($0 * hour) }
        }
        _ = try manifest.recover([found], now: time())
        #expect(try manifest.tasksToQuery(limit: 9).map(\.taskID) == (isAsked ? ["t"] : []))
        // Its answer brings what the bucket lacks, and leaves what is archived.
        let answer = try manifest.record(.succeeded("t", [.url("https://s/0"), .url("https://s/1", index: 1)]))
        #expect(answer.newlyPending == 1)
        #expect(try manifest.videos(of: "t").map(\.state) == [.archived, .pending])
    }

    @Test("a known video that is not archived yet becomes so, whatever it waits for, and its source URL is erased")
    func adopted() throws {
        _ = try manifest.add([NewTask(taskID: "waiting")], origin: .discovered, now: time())
        for taskID in ["pending", "archiving", "lost"] { try manifest.addSucceeded(taskID) }
        try manifest.beginArchiving(
            VideoKey("archiving"), bucket: "b", objectKey: "other", uploadToken: "mine", at: time())
        let upload = try manifest.beginUpload(
            UploadRecord(
                video: VideoKey("archiving"), bucket: "b", objectKey: "other", uploadID: "u", uploadToken: "mine",
                size: 9, partSize: 3, begunAt: time()))
        try manifest.lose(VideoKey("lost"), reason: RecordedError(code: "c", message: "m"), at: time())
        let taskIDs = ["waiting", "pending", "archiving", "lost"]
        let videos = taskIDs.map { Self.found($0) }
        #expect(try manifest.recoveryChanges(for: videos) == Array(repeating: .adopt, count: 4))
        #expect(try manifest.counts()[.archived] == 0)
        #expect(try manifest.recover(videos, now: time(9)) == Array(repeating: .adopt, count: 4))
        for taskID in taskIDs {
            let video = try #require(try manifest.video(VideoKey(taskID)))
            #expect(video.state == .archived && video.objectKey == "k/\(taskID)-0.mp4", "\(taskID)")
            #expect(video.sourceURL == nil && video.lastError == nil && video.lostAt == nil, "\(taskID)")
        }
        #expect(try manifest.openUpload(of: VideoKey("archiving")) == nil)
        #expect(try manifest.abandonedUploads(limit: 9).map(\.number) == [upload.number])
        #expect(try manifest.unreportedLosses(limit: 9).isEmpty)
        // What is known of a task stays; the rest is filled in.
        let task = try #require(try manifest.task("waiting"))
        #expect(task.phase == .running && task.origin == .discovered && task.model == "wan")
        try manifest.close()
        #expect(!(try fixture.rawText().contains("Signature=s")))
    }

    @Test("what is archived stays, and so does the end of a task without the video")
    func kept() throws {
        try manifest.addSucceeded("t")
        try manifest.archive(VideoKey("t"))
        _ = try manifest.add([NewTask(taskID: "failed")], origin: .added, now: time())
        _ = try manifest.record(
            TaskUpdate(taskID: "failed", status: "FAILED", phase: .failed, code: "c", message: "m", at: time()))
        let before = try manifest.videos(of: "t")
        #expect(
            try manifest.recover([Self.found("t"), Self.found("failed")], now: time(9)) == [.keepOther, .contradict])
        #expect(try manifest.videos(of: "t") == before)
        #expect(try manifest.video(VideoKey("failed"))?.state == VideoState.none)
    }

    @Test("keys of a bucket are known by what is archived there, found along an index")
    func objects() throws {
        _ = try manifest.recover([Self.found("t"), Self.found("u") { $0.bucket = "other" }], now: time())
        try manifest.addSucceeded("pending")
        try manifest.beginArchiving(
            VideoKey("pending"), bucket: "b", objectKey: "k/pending", uploadToken: "t", at: time())
        let keys = ["k/t-0.mp4", "k/u-0.mp4", "k/pending", "nobody's \"key\""]
        #expect(try manifest.archivedObjects(in: "b", keys: keys) == ["k/t-0.mp4": ArchivedObject(size: 7, etag: "e")])
        let plan = try manifest.plan(of: Manifest.archivedObjectsSQL)
        #expect(plan.contains { $0.contains("video_by_object (bucket=? AND object_key=?)") }, "\(plan)")
    }
}
