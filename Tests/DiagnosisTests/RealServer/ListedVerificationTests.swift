import Failures
import Foundation
import Manifest
import ObjectStorage
import Synchronization
import TestServers
import Testing

@testable import Diagnosis

@Suite("verifying by the bucket's list", .timeLimit(.minutes(3)))
struct ListedVerificationTests {
    /// Videos that the manifest has, and of which the storage is told by its control port.
    private static func bench(_ kind: StorageServerKind, videos: Int) async throws -> (Bench, any ControlledServer) {
        let server = try await kind.start(buckets: ["videos"])
        let bench = try Bench(server)
        let controlled = try #require(server as? any ControlledServer)
        for number in 0..<videos { try await bench.archive("task-\(1000 + number)", Array("video \(number)".utf8)) }
        try await controlled.control.clearRequests()
        return (bench, controlled)
    }

    private static func run(_ verification: Verification) async throws -> (VerifySummary, [VerifiedVideo]) {
        let videos = Recorder<VerifiedVideo>()
        let summary = try await verification.run(taskIDs: []) { videos.add($0) }
        return (summary, videos.values)
    }

    @Test(
        "objects that are as they were cost one list, and each other one its own request",
        arguments: [StorageServerKind.oss, .aws])
    func requests(kind: StorageServerKind) async throws {
        let (bench, server) = try await Self.bench(kind, videos: 20)
        // Strangers before, between and behind, and one with the key in another spelling.
        for name in ["a", "task-1005 +~", "task-1005 +~视频.mp4.bak", "zzz", "cafe\u{301}"] {
            try await server.control.put(Array("x".utf8), as: "\(Bench.prefix)/\(name)", in: "videos")
        }
        let key = "\(Bench.prefix)/task-1003 +~视频.mp4"
        try await server.control.remove("\(Bench.prefix)/task-1007 +~视频.mp4", in: "videos")
        try await server.control.put(Array("vide0 3".utf8), as: key, in: "videos")
        let (summary, videos) = try await Self.run(try bench.verification())
        let faulty = videos.filter { !$0.problems.isEmpty }
        #expect(faulty.map(\.key.taskID) == ["task-1003", "task-1007"])
        #expect(faulty.last?.problems.map(\.kind) == [.missing])
        #expect(summary.checked == 20 && summary.status == .lost)
        let report = try await server.control.report()
        #expect(report.requests("ListObjectsV2").count == 1)
        #expect(report.requests("HeadObject").count == 2)
        try await bench.server.stop()
    }

    @Test("a list that fails at first is asked for again; one that goes on failing leaves each object to itself")
    func faults() async throws {
        let (bench, server) = try await Self.bench(.aws, videos: 8)
        try await server.control.add(.error(503, "SlowDown").on("ListObjectsV2"))
        let (summary, _) = try await Self.run(try bench.verification())
        #expect(summary.status == .done)
        #expect(try await server.control.report().requests("HeadObject").isEmpty)
        try await server.control.add(.error(500, "InternalError").on("ListObjectsV2", times: 99))
        let notices = Mutex(0)
        let verification = try bench.verification(notice: { notice in
            if case .listRefused = notice { notices.withLock { $0 += 1 } }
        })
        let (again, _) = try await Self.run(verification)
        #expect(again.status == .done && again.checked == 8)
        #expect(notices.withLock { $0 } == 1)
        #expect(try await server.control.report().requests("HeadObject").count == 8)
        try await bench.server.stop()
    }

    @Test("one object that the key may not read is told, and the others are looked at")
    func unreadable() async throws {
        let (bench, server) = try await Self.bench(.aws, videos: 6)
        try await server.control.put(Array("other".utf8), as: "\(Bench.prefix)/task-1002 +~视频.mp4", in: "videos")
        try await server.control.add(
            .error(403, "AccessDenied").on("HeadObject", times: 99),
            .error(403, "AccessDenied").on("GetObject", times: 99))
        let (summary, videos) = try await Self.run(try bench.verification())
        #expect(videos.filter { !$0.problems.isEmpty }.map(\.problems.first?.kind) == [.unreadable])
        #expect(summary.checked == 6 && summary.status == .credentials && summary.end == nil)
        try await bench.server.stop()
    }

    @Test("reading back heals an ETag that changed while the bytes did not, as after a copy")
    func copied() async throws {
        let (bench, server) = try await Self.bench(.aws, videos: 1)
        try await bench.archive("copied", Array("bytes".utf8)) { $0.etag = "0123456789abcdef" }
        #expect(try await Self.run(try bench.verification()).0.problems == [.changed: 1])
        #expect(try await Self.run(try bench.verification(isDeep: true)).0.status == .done)
        #expect(try await Self.run(try bench.verification()).0.status == .done)
        try await server.stop()
    }

    @Test("more than a page of objects is gone through page by page, also where a page is wrong")
    func pages() async throws {
        let objects = ManyObjects(3000)
        let scratch = try ScratchDirectory("listed")
        let manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
        let found = (0..<3000).map { number in
            var video = FoundVideo(
                key: VideoKey(taskID: "task-\(number)", index: 0), bucket: "videos", objectKey: ManyObjects.key(number),
                uploadToken: "token-\(number)", size: ManyObjects.size, url: "https://x/\(number)")
            video.etag = number == 1500 ? "other" : "etag-\(number)"
            return video
        }
        _ = try manifest.recover(found, now: Bench.start)
        let videos = Recorder<VerifiedVideo>()
        let bucket = try objects.bucket()
        let verification = Verification(
            manifest: manifest, bucket: bucket, web: ScriptedWeb([]), options: VerifyOptions(concurrency: 4),
            advice: LinkAdvice(location: bucket.location, prefix: "", hasBaseURL: false, contentDisposition: nil),
            patience: Patience(retries: 0) { _ in .zero }
        ) { $0.url }
        let summary = try await verification.run(taskIDs: []) { videos.add($0) }
        #expect(summary.checked == 3000 && summary.problems == [.changed: 1])
        #expect(objects.pages.count == 3 && objects.heads == [1500])
    }
}
