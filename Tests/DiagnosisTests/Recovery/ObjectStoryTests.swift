import Foundation
import HTTPTransport
import Manifest
import Testing

@testable import Diagnosis
@testable import ObjectStorage

@Suite("What an object tells of its video")
struct ObjectStoryTests {
    private static let told: [String: String] = [
        "task-id": "task-1", "index": "2", "model": "wan2.2-animate-move", "submitted-at": "2026-01-02T03:00:00Z",
        "ended-at": "2026-01-02T03:04:05Z", "crc64": "18446744073709551615", "upload-token": "f00d",
    ]

    private static func story(
        _ change: [String: String?] = [:], _ headers: [String: String] = [:], dialect: String = "amz"
    ) throws -> ObjectStory {
        var fields: HTTPHeaders = ["Content-Length": "7", "Content-Type": "video/mp4", "ETag": "\"e\""]
        for (name, value) in told.merging(change.compactMapValues { $0 }, uniquingKeysWith: { $1 })
        where change[name] != .some(nil) {
            fields["x-\(dialect)-meta-\(name)"] = value
        }
        for (name, value) in headers { fields[name] = value }
        let object = try #require(StoredObject(HTTPResponseHead(status: 200, headers: fields)))
        let listed = ObjectsPage.Entry(key: "clips/k.mp4", size: 7, etag: "e", modifiedAt: 1_767_400_000)
        return ObjectStory(of: listed, object, bucket: "videos", url: "https://videos/k.mp4")
    }

    private static func video(_ story: ObjectStory) throws -> FoundVideo {
        guard case .video(let video) = story else { throw NotAVideo(story: story) }
        return video
    }

    private struct NotAVideo: Error {
        let story: ObjectStory
    }

    @Test("all that keepreel wrote comes back, in either dialect", arguments: ["amz", "oss"])
    func whole(dialect: String) throws {
        let video = try Self.video(Self.story(dialect: dialect))
        #expect(video.key == VideoKey(taskID: "task-1", index: 2) && video.kind == .video)
        #expect(video.model == "wan2.2-animate-move" && video.uploadToken == "f00d")
        #expect(video.submittedAt == Date(timeIntervalSince1970: 1_767_322_800))
        #expect(video.endedAt == Date(timeIntervalSince1970: 1_767_323_045))
        #expect(video.storedAt == Date(timeIntervalSince1970: 1_767_400_000))
        #expect(video.crc64 == .max && video.size == 7 && video.etag == "e" && video.contentType == "video/mp4")
        #expect(video.bucket == "videos" && video.objectKey == "clips/k.mp4" && video.url == "https://videos/k.mp4")
    }

    @Test(
        "what lacks task, index or token, or has one that keepreel does not write, is somebody else's",
        arguments: [
            ["task-id": nil], ["index": nil], ["upload-token": nil], ["task-id": "../../etc"], ["task-id": ""],
            ["task-id": "a b"], ["index": "-1"], ["index": "02"], ["index": "+2"], ["index": "two"],
            ["index": "99999999999999999999"], ["upload-token": ""],
        ] as [[String: String?]])
    func foreign(change: [String: String?]) throws {
        guard case .foreign = try Self.story(change) else {
            Issue.record("taken as keepreel's own")
            return
        }
    }

    @Test("what is not told, or told in another form, is not known")
    func little() throws {
        let video = try Self.video(
            Self.story(["model": nil, "crc64": nil, "submitted-at": "yesterday", "ended-at": nil]))
        #expect(video.model == nil && video.crc64 == nil && video.submittedAt == nil && video.endedAt == nil)
        let counted = try Self.video(Self.story(["crc64": nil], ["x-oss-hash-crc64ecma": "12"]))
        #expect(counted.crc64 == 12)
    }

    @Test("an object that is not what its upload noted is doubtful, and so is an empty one")
    func doubtful() throws {
        for headers in [["x-oss-hash-crc64ecma": "12"], ["Content-Length": "0"]] {
            guard case .doubtful = try Self.story([:], headers) else {
                Issue.record("\(headers) was not noticed")
                continue
            }
        }
    }

    @Test(
        "the kind follows from the type",
        arguments: [
            ("video/mp4", VideoKind.video), ("IMAGE/png", .image), ("audio/wav", .other), ("", .other),
        ])
    func kinds(type: String, kind: VideoKind) throws {
        #expect(try Self.video(Self.story([:], ["Content-Type": type])).kind == kind)
    }
}
