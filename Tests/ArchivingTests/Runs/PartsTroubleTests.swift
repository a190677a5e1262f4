import Archiving
import Failures
import Foundation
import HTTPTransport
import Manifest
import Settings
import Simulation
import TestServers
import Testing

@Suite("Videos in parts, and a storage with troubles", .timeLimit(.minutes(4)))
struct PartsTroubleTests {
    private static let partSize: Int64 = 5 << 20
    /// Three whole parts and a short one.
    private static let length: Int64 = 18_000_000

    private let server: StrictS3Server
    private var bench: RunBench

    init() async throws {
        server = try await StrictS3Server.start(.minio, buckets: ["videos"])
        bench = try await RunBench(storage: server)
        bench.transfer.partSize = Self.partSize
        bench.transfer.partsPerVideo = 1
    }

    private func add(seed: UInt64) throws -> String { try bench.addFinished(bytes: Self.length, seed: seed) }

    /// A run that gets no further than two parts.
    private func leaveHalf(_ id: String) async throws {
        try bench.studio.inject(.stall(after: 1_000_000), into: id, skipping: 2)
        let key = VideoKey(taskID: id, index: 0)
        let run = try bench.makeRun()
        async let running = run.run()
        try await bench.studio.log.wait { _ in
            let sent = (try? bench.manifest.openUpload(of: key))?.parts.filter(\.isConfirmed)
            return bench.studio.stalledBodies == 1 && sent?.map(\.number) == [1, 2]
        }
        await run.abort()
        #expect(await running.status == .unfinished)
        bench.studio.releaseStalls()
    }

    private func expectArchived(_ id: String, seed: UInt64) async throws {
        let video = try bench.video(id)
        #expect(video.state == .archived)
        #expect(video.crc64 == (try bench.studio.crc64(of: id)))
        let bytes = try await server.object(try #require(video.objectKey), in: "videos")
        #expect(try bytes == VideoBody.generated(bytes: Self.length, seed: seed).allBytes())
        try await expectNoUpload()
    }

    private func expectNoUpload() async throws {
        #expect(try bench.knownUploads(in: "videos").isEmpty)
        #expect(try await server.control.uploads(in: "videos").isEmpty)
    }

    private func count(_ action: String) async throws -> Int {
        try await server.control.report().requests(action).count
    }

    // MARK: - Going on

    @Test("a key that may not list parts goes on with what the manifest says, and stops no run")
    func listingDenied() async throws {
        let id = try add(seed: 1)
        try await leaveHalf(id)
        try await server.control.add(.error(403, "AccessDenied").on("ListParts", times: 99))
        #expect(try await bench.run().status == .done)
        try await expectArchived(id, seed: 1)
        #expect(try bench.requests(id).count { $0.headers["range"] == "bytes=0-5242879" } == 1)
    }

    @Test("a key that may not abort uploads still archives; the run tells of it once", arguments: [1, 3])
    func abortDenied(strays: Int) async throws {
        let id = try add(seed: 2)
        try await bench.learn()
        try bench.manifest.beginArchiving(
            try bench.video(id).key, bucket: "videos", objectKey: "kept/stray.mp4", uploadToken: "mine",
            at: bench.studio.now)
        for _ in 0..<strays { try await bench.beginUpload(of: "kept/stray.mp4") }
        try await server.control.add(.error(403, "AccessDenied").on("AbortMultipartUpload", times: 99))
        let events = EventLog()
        #expect(try await bench.run(events).status == .done)
        #expect(try bench.video(id).state == .archived)
        #expect(events.problems.map(\.code) == ["storage.access-denied"])
    }

    @Test("an upload the storage says is none is not asked for again with every part")
    func goneMidway() async throws {
        let id = try add(seed: 3)
        try await server.control.add(.error(404, "NoSuchUpload", readsBody: true).on("UploadPart", skip: 1))
        #expect(try await bench.run().status == .done)
        try await expectArchived(id, seed: 3)
    }

    // MARK: - Completing

    @Test("parts that the storage does not accept are sent again in another upload")
    func invalidPart() async throws {
        let id = try add(seed: 4)
        try await server.control.add(.error(400, "InvalidPart").on("CompleteMultipartUpload"))
        #expect(try await bench.run().status == .done)
        try await expectArchived(id, seed: 4)
        #expect(try await count("InitiateMultipartUpload") == 2)
    }

    @Test("a run that is stopped while the upload is completed keeps it; the next one needs no source")
    func stoppedAtTheEnd() async throws {
        let id = try add(seed: 5)
        try await server.control.add(.stall.on("CompleteMultipartUpload"))
        let run = try bench.makeRun()
        async let running = run.run()
        while try await server.control.report().active["CompleteMultipartUpload"] != 1 { await Task.yield() }
        await run.abort()
        #expect(await running.status == .unfinished)
        #expect(try bench.manifest.openUpload(of: try bench.video(id).key)?.parts.count == 4)

        try bench.studio.inject(.status(404), into: id, times: nil)
        #expect(try await bench.run().status == .done)
        try await expectArchived(id, seed: 5)
    }

    @Test("an object that came to be though nobody could tell is found before anything is fetched again")
    func lostAnswer() async throws {
        let id = try add(seed: 6)
        try await server.control.add(
            .lostReply.on("CompleteMultipartUpload"), .close().on("HeadObject", times: 3))
        #expect(try await bench.run().status == .done)
        try await expectArchived(id, seed: 6)
        #expect(try bench.requests(id).count == 4)
    }

    @Test("no video is lost that lies in the bucket")
    func storedUnnoticed() async throws {
        let id = try bench.addFinished(bytes: 1_000_000, seed: 7)
        try await server.control.add(.lostReply.on("PutObject", times: 99), .close().on("HeadObject", times: 99))
        #expect(try await bench.run().status == .unfinished)
        try await server.control.clearFaults()
        try bench.studio.inject(.status(404), into: id, times: nil)
        var late = bench
        late.clockAhead = 25 * 3600
        let summary = try await late.run()
        #expect(summary.status == .done && summary.lost == 0 && summary.archived == 1)
        #expect(try bench.video(id).state == .archived)
    }

    // MARK: - Leaving nothing

    @Test("an upload that is begun while its content is refused is given up")
    func refusedAtTheBeginning() async throws {
        var bench = bench
        bench.beginLatency = .milliseconds(200)
        let id = try add(seed: 8)
        try bench.studio.inject(.notVideo, into: id, times: nil)
        #expect(try await bench.run().status == .unfinished)
        #expect(try bench.video(id).lastError?.code == "source.bad-content")
        try await expectNoUpload()
    }

    @Test("a run that is stopped while an upload is begun knows of it")
    func stoppedAtTheBeginning() async throws {
        var bench = bench
        bench.beginLatency = .milliseconds(500)
        let id = try add(seed: 9)
        let run = try bench.makeRun()
        async let running = run.run()
        while try await count("InitiateMultipartUpload") == 0 { await Task.yield() }
        await run.abort()
        #expect(await running.status == .unfinished)
        let known = try bench.knownUploads(in: "videos")
        let there = try await server.control.uploads(in: "videos").map(\.id)
        #expect(there == known)
        #expect(try await bench.run().status == .done)
        try await expectArchived(id, seed: 9)
    }

    @Test("what cannot be aborted is told of once, and keeps nobody from aborting the rest of this bucket")
    func sweep() async throws {
        let id = try add(seed: 10)
        #expect(try await bench.run().status == .done)
        let video = try bench.video(id).key
        for number in 0..<103 {
            let upload = try bench.manifest.beginUpload(
                UploadRecord(
                    video: video, bucket: number < 100 ? "elsewhere" : "videos", objectKey: "kept/a.mp4",
                    uploadID: "u-\(number)", uploadToken: "t", size: 1, partSize: 1, begunAt: bench.studio.now))
            try bench.manifest.abandonUpload(upload.number)
        }
        try await server.control.add(.error(403, "AccessDenied").on("AbortMultipartUpload"))
        let events = EventLog()
        #expect(try await bench.run(events).status == .done)
        #expect(events.problems.count == 1)
        #expect(try await count("AbortMultipartUpload") == 1)
        #expect(try await bench.run().status == .done)
        #expect(try bench.knownUploads(in: "videos").isEmpty)
    }

    // MARK: - Telling

    @Test("bytes of a part that is sent again count once")
    func progress() async throws {
        let id = try add(seed: 11)
        try await server.control.add(
            .close(readsBody: true).on("UploadPart"), .close(readsBody: true).on("UploadPart", skip: 1))
        let events = EventLog()
        #expect(try await bench.run(events).status == .done)
        #expect(events.progress.map(\.received) == [Self.length])
        try await expectArchived(id, seed: 11)
    }

    @Test("why the first part failed is what is told", arguments: 1...5)
    func firstPartRefused(turn: Int) async throws {
        let id = try add(seed: 12)
        try await server.control.add(.error(403, "SignatureDoesNotMatch", readsBody: true).on("UploadPart", times: 99))
        #expect(try await bench.run().status == .credentials)
        #expect(try bench.video(id).lastError?.code == "storage.wrong-secret")
    }

    // MARK: - What is there already

    @Test("the same video stored by another manifest is no obstacle, whichever way it goes", arguments: [false, true])
    func existing(isBuffered: Bool) async throws {
        var bench = bench
        bench.objects.overwrite = false
        let id = try add(seed: 13)
        if isBuffered { try bench.studio.inject(.ignoredRange, into: id, times: nil) }
        #expect(try await bench.run().status == .done)
        let scratch = try ScratchDirectory("other")
        bench.manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
        try bench.add([id])
        #expect(try await bench.run().status == .done)
        #expect(try bench.video(id).state == .archived)
        #expect(try bench.video(id).crc64 == (try bench.studio.crc64(of: id)))
        #expect(try await server.control.uploads(in: "videos").isEmpty)
    }
}
