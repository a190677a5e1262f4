import Archiving
import Failures
import Foundation
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Videos in parts", .timeLimit(.minutes(4)))
struct PartsTests {
    private static let partSize: Int64 = 5 << 20
    /// Three whole parts and a short one.
    private static let length: Int64 = 18_000_000

    private static func bench(partsPerVideo: Int = 4, storage: (any StorageServer)? = nil) async throws -> RunBench {
        var bench: RunBench
        if let storage { bench = try await RunBench(storage: storage) } else { bench = try await RunBench() }
        bench.transfer.partSize = partSize
        bench.transfer.partsPerVideo = partsPerVideo
        return bench
    }

    private static func add(to bench: RunBench, seed: UInt64) throws -> String {
        try bench.addFinished(bytes: length, seed: seed)
    }

    private static func content(seed: UInt64) throws -> [UInt8] {
        try VideoBody.generated(bytes: length, seed: seed).allBytes()
    }

    /// The object is the video, the manifest says the truth, and no upload is left anywhere.
    private static func expectArchived(_ id: String, seed: UInt64, _ bench: RunBench) async throws {
        #expect(try await bench.object(id).body == content(seed: seed))
        let video = try bench.video(id)
        #expect(video.state == .archived && video.size == length)
        #expect(video.crc64 == (try bench.studio.crc64(of: id)))
        #expect(video.width == 1280 && video.height == 720)
        try await expectNoUpload(id, bench)
    }

    private static func expectNoUpload(_ id: String, _ bench: RunBench) async throws {
        #expect(try bench.manifest.openUpload(of: try bench.video(id).key) == nil)
        #expect(try bench.manifest.abandonedUploads(limit: 9).isEmpty)
        let key = try #require(try bench.video(id).objectKey)
        #expect(try await bench.uploads(under: key).isEmpty)
    }

    private static func ranges(_ id: String, _ bench: RunBench) throws -> [String] {
        try bench.requests(id).map { $0.headers["range"] ?? "none" }
    }

    /// The numbers of the parts that the storage has confirmed; `nil` if no upload is open.
    private static func confirmed(_ video: VideoKey, _ bench: RunBench) throws -> [Int]? {
        try bench.manifest.openUpload(of: video)?.parts.filter(\.isConfirmed).map(\.number)
    }

    @Test("each part is a range of its own, and each range is fetched once", arguments: [1, 4])
    func whole(partsPerVideo: Int) async throws {
        let bench = try await Self.bench(partsPerVideo: partsPerVideo)
        let id = try Self.add(to: bench, seed: 1)
        let summary = try await bench.run()
        #expect(summary.status == .done && summary.bytes == Self.length)
        try await Self.expectArchived(id, seed: 1, bench)
        let ranges = try Self.ranges(id, bench)
        #expect(
            ranges.sorted() == [
                "bytes=0-5242879", "bytes=10485760-15728639", "bytes=15728640-17999999", "bytes=5242880-10485759",
            ])
        let etags = Set(try bench.requests(id).dropFirst().map { $0.headers["if-match"] })
        #expect(etags.count == 1 && etags.first != .some(nil))
    }

    @Test("while the storage thinks about a part, the next one comes from the source already")
    func lateAnswers() async throws {
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"])
        let bench = try await Self.bench(partsPerVideo: 1, storage: server)
        let id = try Self.add(to: bench, seed: 11)
        try await server.control.add(.late.on("UploadPart", times: 4))
        let run = try bench.makeRun()
        async let running = run.run()
        try await bench.studio.log.wait { $0.count { $0.range != nil } >= 3 }
        let key = try #require(try bench.video(id).objectKey)
        #expect(try Self.confirmed(try bench.video(id).key, bench)?.isEmpty == true)
        try await server.control.clearFaults()
        #expect(await running.status == .done)
        #expect(try await server.object(key, in: "videos") == Self.content(seed: 11))
        #expect(try bench.requests(id).count == 4)
    }

    @Test("a part that is refused after the next has begun is sent again, and nothing else")
    func refusedLate() async throws {
        let server = try await StrictS3Server.start(.aws, buckets: ["videos"])
        let bench = try await Self.bench(partsPerVideo: 1, storage: server)
        let id = try Self.add(to: bench, seed: 12)
        try await server.control.add(.error(500, "InternalError", readsBody: true).on("UploadPart"))
        #expect(try await bench.run().status == .done)
        let key = try #require(try bench.video(id).objectKey)
        #expect(try await server.object(key, in: "videos") == Self.content(seed: 12))
        let ranges = try Self.ranges(id, bench)
        #expect(ranges.count == 5 && ranges.count { $0 == "bytes=0-5242879" } == 2)
    }

    @Test("the videos of a run share what may be under way at once")
    func shared() async throws {
        var bench = try await Self.bench()
        bench.transfer.concurrency = 7
        let most = bench.transfer.relays
        #expect(most == 14)
        let ids = try (0..<7).map { try Self.add(to: bench, seed: 20 + $0) }
        for id in ids { try bench.studio.inject(.stall(after: 1000), into: id, times: nil) }
        let run = try bench.makeRun()
        async let running = run.run()
        try await bench.studio.log.wait { _ in
            let begun = ids.allSatisfy { id in
                (try? bench.manifest.openUpload(of: bench.video(id).key)) != nil
            }
            return begun && bench.studio.stalledBodies == most
        }
        #expect(bench.downloads == most)
        bench.studio.clearFaults()
        bench.studio.releaseStalls()
        #expect(await running.archived == ids.count)
    }

    @Test("a part whose source breaks goes on at its offset", arguments: [0, 1, 2])
    func cut(skipping: Int) async throws {
        let bench = try await Self.bench(partsPerVideo: 1)
        let id = try Self.add(to: bench, seed: 2)
        try bench.studio.inject(.cut(after: 3_000_000), into: id, skipping: skipping)
        #expect(try await bench.run().status == .done)
        try await Self.expectArchived(id, seed: 2, bench)
        let begin = Int64(skipping) * Self.partSize + 3_000_000
        let end = Int64(skipping + 1) * Self.partSize - 1
        let ranges = try Self.ranges(id, bench)
        #expect(ranges.count == 5 && ranges.contains("bytes=\(begin)-\(end)"))
    }

    @Test("a source that answers a range with everything fails that part, and it is asked again")
    func ignoredRange() async throws {
        let bench = try await Self.bench(partsPerVideo: 1)
        let id = try Self.add(to: bench, seed: 3)
        try bench.studio.inject(.ignoredRange, into: id, skipping: 1)
        #expect(try await bench.run().status == .done)
        try await Self.expectArchived(id, seed: 3, bench)
        #expect(try bench.requests(id).count == 5)
    }

    @Test("a content that changes on the way is never put together with the old one")
    func changed() async throws {
        let bench = try await Self.bench()
        let id = try Self.add(to: bench, seed: 4)
        try bench.studio.inject(.changingETag, into: id, times: nil)
        let summary = try await bench.run()
        #expect(summary.status == .unfinished && summary.archived == 0)
        #expect(try bench.video(id).lastError?.code == "source.changed")
        #expect(try await bench.object(id).status == 404)
        try await Self.expectNoUpload(id, bench)
    }

    @Test("bytes that differ from the promised checksum are refused, and what was uploaded of them is aborted")
    func wrongBytes() async throws {
        let bench = try await Self.bench()
        let id = try Self.add(to: bench, seed: 5)
        try bench.studio.inject(.flippedByte(at: 12_000_000), into: id, times: nil)
        #expect(try await bench.run().status == .unfinished)
        #expect(try bench.video(id).lastError?.code == "source.wrong-checksum")
        #expect(try await bench.object(id).status == 404)
        try await Self.expectNoUpload(id, bench)
    }

    @Test("a run that is stopped keeps what it sent; the next one fetches only the rest")
    func stopped() async throws {
        let bench = try await Self.bench(partsPerVideo: 1)
        let id = try Self.add(to: bench, seed: 6)
        try bench.studio.inject(.stall(after: 1_000_000), into: id, skipping: 2)
        let run = try bench.makeRun(EventLog())
        async let running = run.run()
        let key = VideoKey(taskID: id, index: 0)
        try await bench.studio.log.wait { _ in
            bench.studio.stalledBodies == 1 && (try? Self.confirmed(key, bench)) == [1, 2]
        }
        await run.abort()
        #expect(await running.status == .unfinished)
        bench.studio.releaseStalls()
        #expect(try Self.confirmed(key, bench) == [1, 2])

        #expect(try await bench.run().status == .done)
        try await Self.expectArchived(id, seed: 6, bench)
        #expect(
            try Self.ranges(id, bench) == [
                "bytes=0-5242879", "bytes=5242880-10485759", "bytes=10485760-15728639", "bytes=10485760-15728639",
                "bytes=15728640-17999999",
            ])
    }

    @Test("an upload that the storage forgot is begun anew")
    func forgotten() async throws {
        let bench = try await Self.bench(partsPerVideo: 1)
        let id = try Self.add(to: bench, seed: 7)
        try bench.studio.inject(.status(503), into: id, times: nil, skipping: 2)
        #expect(try await bench.run().status == .unfinished)
        bench.studio.clearFaults()
        let upload = try #require(try bench.manifest.openUpload(of: try bench.video(id).key))
        try await bench.abort(upload)
        let first = "bytes=0-5242879"
        let earlier = try Self.ranges(id, bench).count { $0 == first }
        #expect(try await bench.run().status == .done)
        try await Self.expectArchived(id, seed: 7, bench)
        #expect(try Self.ranges(id, bench).count { $0 == first } == earlier + 1)
    }

    @Test(
        "a source without ranges, or without a length, goes through memory and arrives whole",
        arguments: [.ignoredRange, .missingLength] as [Fault], [length, 5 << 20, 1_000_000] as [Int64])
    func buffered(fault: Fault, length: Int64) async throws {
        let bench = try await Self.bench()
        let id = try bench.addFinished(bytes: length, seed: 8)
        try bench.studio.inject(.ignoredRange, into: id, times: nil)
        try bench.studio.inject(fault, into: id, times: nil)
        #expect(try await bench.run().status == .done)
        #expect(try await bench.object(id).body == VideoBody.generated(bytes: length, seed: 8).allBytes())
        #expect(try bench.video(id).crc64 == (try bench.studio.crc64(of: id)))
        try await Self.expectNoUpload(id, bench)
    }

    @Test("one that breaks there leaves nothing behind, and the next attempt begins anew")
    func bufferedBreaks() async throws {
        let bench = try await Self.bench()
        let id = try bench.addFinished(bytes: Self.length, seed: 9)
        try bench.studio.inject(.ignoredRange, into: id, times: nil)
        try bench.studio.inject(.cut(after: 11_000_000), into: id, times: 1, skipping: 1)
        #expect(try await bench.run().status == .done)
        try await Self.expectArchived(id, seed: 9, bench)
    }

    @Test("a URL that dies within minutes is fetched by one request")
    func urgent() async throws {
        let bench = try await Self.bench()
        let id = try bench.addFinished(bytes: Self.length, expiresIn: 300, seed: 10)
        #expect(try await bench.run().status == .done)
        try await Self.expectArchived(id, seed: 10, bench)
        #expect(try Self.ranges(id, bench) == ["bytes=0-"])
    }
}
