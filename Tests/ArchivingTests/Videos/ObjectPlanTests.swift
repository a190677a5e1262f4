import Failures
import Foundation
import Manifest
import Media
import ObjectStorage
import Settings
import Testing

@testable import Archiving

@Suite("Key and fields of an object")
struct ObjectPlanTests {
    /// 2026-01-02T23:59:59Z; already the next day in China.
    private static let ended = Date(timeIntervalSince1970: 1_767_398_399)

    private static func video(index: Int = 0, kind: VideoKind = .video) -> VideoRecord {
        VideoRecord(key: VideoKey(taskID: "task-1", index: index), state: .pending, kind: kind, createdAt: ended)
    }

    private static func task(_ change: (inout TaskRecord) -> Void = { _ in }) -> TaskRecord {
        var task = TaskRecord(taskID: "task-1", model: "wan2.2-animate-move", origin: .added, addedAt: ended + 999_999)
        task.endedAt = ended
        change(&task)
        return task
    }

    private static func plan(
        _ storage: Settings.Storage = Settings.Storage(), prefix: String = "", video: VideoRecord = video(),
        task: TaskRecord = task(), url: String = "http://r.example/1d/x/clip.mp4?Expires=1"
    ) throws -> (object: ObjectUpload, content: ExpectedContent) {
        try ObjectPlan(storage: storage, prefix: prefix).object(
            for: video, of: task, sourceURL: url, token: "f00d")
    }

    @Test(
        "the key follows the template",
        arguments: [
            ("{model}/{yyyy}/{mm}/{dd}/{task_id}{-index}.{ext}", "", 0, "wan2.2-animate-move/2026/01/02/task-1.mp4"),
            (
                "{model}/{yyyy}/{mm}/{dd}/{task_id}{-index}.{ext}", "a/b", 2,
                "a/b/wan2.2-animate-move/2026/01/02/task-1-2.mp4"
            ),
            ("{task_id}.{ext}", "p", 0, "p/task-1.mp4"), ("{task_id}.{ext}", "", 3, "task-1-3.mp4"),
            ("v/{task_id}/{index}.{ext}", "", 1, "v/task-1/1.mp4"),
        ])
    func key(template: String, prefix: String, index: Int, key: String) throws {
        var storage = Settings.Storage()
        storage.key = try KeyTemplate(template)
        #expect(try Self.plan(storage, prefix: prefix, video: Self.video(index: index)).object.key == key)
    }

    @Test("the day is that of the task's end, else of its submission, else the one it was added on, in UTC")
    func day() throws {
        var storage = Settings.Storage()
        storage.key = try KeyTemplate("{yyyy}{mm}{dd}-{task_id}")
        #expect(try Self.plan(storage).object.key == "20260102-task-1")
        let submitted = Self.task { task in
            task.endedAt = nil
            task.submittedAt = Self.ended + 1
        }
        #expect(try Self.plan(storage, task: submitted).object.key == "20260103-task-1")
        let added = Self.task { $0.endedAt = nil }
        #expect(try Self.plan(storage, task: added).object.key == "20260114-task-1")
    }

    @Test("a task without a model has one named unknown in its key, and none in its metadata")
    func noModel() throws {
        let object = try Self.plan(task: Self.task { $0.model = nil }).object
        #expect(object.key == "unknown/2026/01/02/task-1.mp4")
        #expect(!object.metadata.contains { $0.0 == "model" })
    }

    @Test("an id that fits no key is given up")
    func badID() throws {
        let failure = #expect(throws: Failure.self) { try Self.plan(task: Self.task { $0.taskID = "a/b" }) }
        #expect(failure?.disposition == .giveUp)
    }

    @Test(
        "the URL's own type is taken where it fits the promise, else the usual one",
        arguments: [
            (.video, "https://h/a.mp4?x", "mp4", "video/mp4", .video),
            (.video, "https://h/a.MOV", "mov", "video/quicktime", .video),
            (.video, "https://h/a.webm", "webm", "video/webm", .any),
            (.video, "https://h/a.png", "mp4", "video/mp4", .video),
            (.video, "https://h/a", "mp4", "video/mp4", .video),
            (.video, "https://h/a.exe", "mp4", "video/mp4", .video),
            (.image, "https://h/a.jpg?b.png", "jpg", "image/jpeg", .image),
            (.image, "https://h/a.mp4", "png", "image/png", .image),
            (.image, "https://h/a", "png", "image/png", .image),
            (.other, "https://h/a.mp4", "mp4", "video/mp4", .video),
            (.other, "https://h/a.glb", "glb", "model/gltf-binary", .any),
            (.other, "https://h/a", "bin", "application/octet-stream", .any),
        ] as [(VideoKind, String, String, String, ExpectedContent)])
    func type(kind: VideoKind, url: String, ext: String, contentType: String, content: ExpectedContent) throws {
        let plan = try Self.plan(video: Self.video(kind: kind), url: url)
        #expect(plan.object.key.hasSuffix("task-1.\(ext)"))
        #expect(plan.object.contentType == contentType)
        #expect(plan.content == content)
    }

    @Test("the user's metadata comes first, by name, and then the story that recover reads")
    func metadata() throws {
        var storage = Settings.Storage()
        storage.metadata = ["team": "b", "owner": "a"]
        let task = Self.task { $0.submittedAt = Self.ended - 599 }
        let metadata = try Self.plan(storage, video: Self.video(index: 4), task: task).object.metadata
        #expect(
            metadata.map(\.0) == [
                "owner", "team", "task-id", "index", "model", "submitted-at", "ended-at", "upload-token",
            ])
        #expect(
            metadata.map(\.1) == [
                "a", "b", "task-1", "4", "wan2.2-animate-move", "2026-01-02T23:50:00Z", "2026-01-02T23:59:59Z", "f00d",
            ])
    }

    @Test("what is not known stands nowhere")
    func unknown() throws {
        let task = Self.task { task in
            task.endedAt = nil
            task.model = nil
        }
        #expect(try Self.plan(task: task).object.metadata.map(\.0) == ["task-id", "index", "upload-token"])
    }

    @Test("the settings' fields are handed on")
    func fields() throws {
        var storage = Settings.Storage()
        storage.cacheControl = "public"
        storage.contentDisposition = "inline"
        storage.acl = "public-read"
        storage.storageClass = "STANDARD_IA"
        storage.serverSideEncryption = "aws:kms"
        storage.kmsKeyID = "key-1"
        storage.tags = ["b": "2", "a": "1"]
        let object = try Self.plan(storage).object
        #expect(object.cacheControl == "public")
        #expect(object.contentDisposition == "inline")
        #expect(object.acl == "public-read")
        #expect(object.storageClass == "STANDARD_IA")
        #expect(object.serverSideEncryption == "aws:kms")
        #expect(object.kmsKeyID == "key-1")
        #expect(object.tags.map { "\($0.0)=\($0.1)" } == ["a=1", "b=2"])
    }
}
