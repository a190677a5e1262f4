import Failures
import Foundation
import HTTPTransport
import Manifest
import ObjectStorage
import TestServers
import Testing

@testable import Diagnosis

@Suite("verifying at real servers", .timeLimit(.minutes(3)))
struct VerificationTests {
    private static func bytes(_ count: Int, seed: UInt8 = 1) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) ^ seed }
    }

    private static func run(
        _ verification: Verification, _ taskIDs: [String] = []
    ) async throws -> (summary: VerifySummary, videos: [VerifiedVideo]) {
        let videos = Recorder<VerifiedVideo>()
        let summary = try await verification.run(taskIDs: taskIDs) { videos.add($0) }
        return (summary, videos.values)
    }

    @Test("what was archived is in order, also read back to its last byte", arguments: StorageServerKind.allCases)
    func inOrder(kind: StorageServerKind) async throws {
        let bench = try await Bench(kind)
        for (number, size) in [2, 70_000, 256 << 10, 900_000].enumerated() {
            try await bench.archive("task-\(number)", Self.bytes(size), acl: bench.openACL)
        }
        let plain = try await Self.run(try bench.verification())
        #expect(plain.summary.checked == 4)
        #expect(plain.summary.status == .done, "\(plain.videos.flatMap(\.problems))")
        let isOpen = bench.server.features.contains(.anonymousRead)
        let deep = try await Self.run(try bench.verification(isDeep: true, checksLinks: isOpen))
        #expect(deep.summary.status == .done, "\(deep.videos.flatMap(\.problems))")
        #expect(deep.summary.bytesRead == 2 + 70_000 + (256 << 10) + 900_000)
        #expect(deep.videos.map(\.key.taskID) == ["task-0", "task-1", "task-2", "task-3"])
        try await bench.server.stop()
    }

    @Test("what is missing, changed or damaged is told, the rest is in order, in the order of the tasks")
    func damage() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let bench = try Bench(server)
        let missing = try await bench.archive("a-missing", Self.bytes(100))
        let shorter = try await bench.archive("b-shorter", Self.bytes(100))
        let other = try await bench.archive("c-other", Self.bytes(100))
        try await bench.archive("d-good", Self.bytes(100))
        try await server.control.remove(missing, in: "videos")
        try await server.control.put(Self.bytes(99), as: shorter, in: "videos")
        try await server.control.put(Self.bytes(100, seed: 2), as: other, in: "videos")
        let (summary, videos) = try await Self.run(try bench.verification(concurrency: 8))
        #expect(videos.map { $0.problems.map(\.kind.name) } == [["missing"], ["wrong-size"], ["wrong-bytes"], []])
        #expect(summary.status == .lost)
        #expect(summary.faulty == 3)
        try await server.stop()
    }

    @Test("where the storage computes no checksum, reading back settles what another ETag leaves open")
    func settled() async throws {
        let bench = try await Bench(.seaweedfs)
        try await bench.archive("good", Self.bytes(100)) { $0.etag = "0123456789abcdef" }
        try await bench.archive("wrong", Self.bytes(100)) { $0.crc64 = 5 }
        let plain = try await Self.run(try bench.verification())
        #expect(plain.videos.map { $0.problems.map(\.kind.name) } == [["changed"], []])
        let deep = try await Self.run(try bench.verification(isDeep: true))
        #expect(deep.videos.map { $0.problems.map(\.kind.name) } == [[], ["wrong-bytes"]])
        try await bench.server.stop()
    }

    @Test("only the tasks asked for; unknown ones and such that are not archived are told")
    func tasks() async throws {
        let bench = try await Bench(.oss)
        try await bench.archive("one", Self.bytes(10))
        try await bench.archive("two", Self.bytes(10))
        try await bench.found("pending")
        let (summary, videos) = try await Self.run(try bench.verification(), ["two", "nobody", "pending"])
        #expect(videos.map(\.key.taskID) == ["two"])
        #expect(summary.unknown == ["nobody"])
        #expect(summary.notArchived.map(\.key.taskID) == ["pending"])
        #expect(summary.status == .unknownTask)
        try await bench.server.stop()
    }

    @Test("more videos than a page holds are all looked at, in their order")
    func pages() async throws {
        let bench = try await Bench(.oss)
        let key = try await bench.archive("t-000", Self.bytes(10))
        for number in 1..<300 {
            let taskID = "t-\(String(repeating: "0", count: 3 - String(number).count))\(number)"
            try await bench.found(taskID)
            let video = VideoKey(taskID: taskID, index: 0)
            try bench.manifest.beginArchiving(
                video, bucket: "videos", objectKey: key, uploadToken: "t", at: Bench.start)
            try bench.manifest.finishArchiving(
                video, ArchivedFacts(size: 10, crc64: 0, url: "https://x"), at: Bench.start)
        }
        let (summary, videos) = try await Self.run(try bench.verification(concurrency: 8))
        #expect(summary.checked == 300)
        #expect(videos.map(\.key.taskID) == videos.map(\.key.taskID).sorted())
        #expect(summary.faulty == 299)
        try await bench.server.stop()
    }

    @Test("a video in another bucket is not looked for in this one")
    func otherBucket() async throws {
        let server = try await OSSServer.start(buckets: ["videos", "others"])
        let bench = try Bench(server)
        try await bench.archive("one", Self.bytes(10))
        let (summary, videos) = try await Self.run(try bench.verification(bucket: try bench.bucket("others")))
        #expect(videos.first?.problems.map(\.kind.name) == ["unchecked"])
        #expect(summary.status == .configuration)
        try await server.stop()
    }

    @Test("a connection that breaks is gone on with where it broke")
    func broken() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let bench = try Bench(server)
        try await bench.archive("one", Self.bytes(1_500_000))
        try await server.control.add(
            .cut(after: 600_000).on("GetObject"), .cut(after: 500_000).on("GetObject"),
            .error(503, "ServiceBusy").on("GetObject", skip: 0))
        let (summary, videos) = try await Self.run(try bench.verification(isDeep: true))
        #expect(videos.flatMap(\.problems).isEmpty)
        #expect(summary.bytesRead == 1_500_000)
        let ranges = try await server.control.report().requests("GetObject")
        #expect(ranges.count >= 3)
        try await server.stop()
    }

    @Test("an endpoint that is gone, or refuses the key, ends the verification")
    func stopped() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let bench = try Bench(server)
        for number in 0..<9 { try await bench.archive("task-\(number)", Self.bytes(10)) }
        let thief = try bench.bucket(secret: "a guess")
        let refused = try await Self.run(try bench.verification(bucket: thief)).summary
        #expect(refused.status == .credentials)
        #expect(refused.end?.remedy != nil)
        try await server.stop()
        let unreachable = try await Self.run(try bench.verification()).summary
        #expect(unreachable.status == .unavailable)
        #expect(unreachable.checked == 0)
    }

    @Test("a cancelled verification ends early and blames no video")
    func cancelled() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let bench = try Bench(server)
        for number in 0..<5 { try await bench.archive("task-\(number)", Self.bytes(10)) }
        try await server.control.add(
            .error(403, "AccessDenied").on("ListObjectsV2"), .stall.on("HeadObject", times: 99, skip: 2))
        let videos = Recorder<VerifiedVideo>()
        let verification = try bench.verification(concurrency: 1)
        let task = Task { try await verification.run(taskIDs: []) { videos.add($0) } }
        while videos.values.count < 2 { await Task.yield() }
        task.cancel()
        let summary = try await task.value
        #expect(summary.checked == 2)
        #expect(videos.values.flatMap(\.problems).isEmpty)
        try await server.stop()
    }

    @Test("links are looked at as a browser would, each with its remedy")
    func links() async throws {
        let bench = try await Bench(.oss)
        try await bench.archive("open", Self.bytes(100), acl: "public-read")
        try await bench.archive("private", Self.bytes(100))
        let (summary, videos) = try await Self.run(try bench.verification(checksLinks: true))
        #expect(videos.map { $0.problems.map(\.kind.name) } == [[], ["link-forbidden"]])
        #expect(videos.last?.problems.first?.remedy?.contains("public-read") == true)
        #expect(summary.status == .lost)
        try await bench.server.stop()
    }

    @Test("a reader that has enough ends everything")
    func closed() async throws {
        struct Enough: Error {}
        let bench = try await Bench(.oss)
        for number in 0..<5 { try await bench.archive("task-\(number)", Self.bytes(10)) }
        await #expect(throws: Enough.self) {
            _ = try await bench.verification().run(taskIDs: []) { _ in throw Enough() }
        }
        try await bench.server.stop()
    }
}
