import Archiving
import Failures
import Foundation
import Manifest
import Settings
import Simulation
import TestServers
import Testing

@Suite("The main job", .timeLimit(.minutes(2)))
struct MainJobTests {
    @Test("every finished video is fetched once and stored once, and the next run asks for nothing")
    func once() async throws {
        let bench = try await RunBench(bucket: "once")
        let ids = try (1...5).map { try bench.addFinished(bytes: Int64($0) * 100_000, seed: UInt64($0)) }
        let before = try await bench.storageRequests()
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .done)
        #expect(summary.queried == 5)
        #expect(summary.archived == 5)
        #expect(summary.bytes == 1_500_000)
        #expect(summary.deferred == 0)
        #expect(summary.seconds > 0)
        #expect(Set(events.began.map(\.taskID)) == Set(ids))
        for (number, id) in zip(UInt64(1)..., ids) {
            #expect(try bench.requests(id).map(\.method) == ["GET"])
            let reply = try await bench.object(id)
            let bytes = try VideoBody.generated(bytes: Int64(number) * 100_000, seed: number).allBytes()
            #expect(reply.body == bytes)
            #expect(try bench.video(id).crc64 == (try bench.studio.crc64(of: id)))
        }
        let uploads = before["PUT 200", default: 0] + 5
        #expect(try await bench.uploads(atLeast: uploads) == uploads)
        #expect(try await bench.storageRequests().keys.allSatisfy { $0 == "PUT 200" || $0 == "GET 200" })

        bench.studio.log.clear()
        let again = EventLog()
        let next = try await bench.run(again)
        #expect(next.status == .done)
        #expect(next.archived == 0)
        #expect(bench.studio.log.records.isEmpty)
        #expect(again.events.isEmpty)
    }

    @Test("a video longer than a part but within the smallest the storage takes has one upload")
    func parts() async throws {
        var bench = try await RunBench()
        bench.transfer.partSize = 65_536
        let id = try bench.addFinished(bytes: 300_000)
        #expect(try await bench.run().archived == 1)
        #expect(try bench.requests(id).map(\.range) == ["bytes=0-65535", "bytes=65536-299999"])
        #expect(try bench.requests(id).last?.headers["if-match"] != nil)
        #expect(try await bench.object(id).body == VideoBody.generated(bytes: 300_000).allBytes())
    }

    @Test("the manifest knows what was stored and where, and no signed URL any more")
    func facts() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished(bytes: 100_000)
        _ = try await bench.run()
        let video = try bench.video(id)
        #expect(video.state == .archived)
        #expect(video.size == 100_000)
        #expect(video.width == 1280)
        #expect(video.height == 720)
        #expect(video.duration == 5)
        #expect(video.isFastStart == true)
        #expect(video.contentType == "video/mp4")
        #expect(video.sourceURL == nil)
        #expect(video.lastError == nil)
        let key = try #require(video.objectKey)
        #expect(key.hasPrefix("kept/"))
        #expect(key.hasSuffix("/\(id).mp4"))
        #expect(video.url == "\(bench.storage.endpoint)/videos/\(key)")
        #expect(video.etag == RelayFeed.md5(try VideoBody.generated(bytes: 100_000).allBytes()))
    }

    @Test("the object carries its story and the settings' fields")
    func story() async throws {
        var bench = try await RunBench()
        bench.objects.cacheControl = "public, max-age=60"
        bench.objects.metadata = ["team": "film"]
        let id = try bench.addFinished()
        _ = try bench.manifest.add(
            [NewTask(taskID: id, model: "wan2.2-animate-move")], origin: .added, now: bench.studio.now)
        _ = try await bench.run()
        let headers = try await bench.object(id).headers
        #expect(headers["content-type"] == "video/mp4")
        #expect(headers["cache-control"] == "public, max-age=60")
        #expect(headers["x-amz-meta-team"] == "film")
        #expect(headers["x-amz-meta-task-id"] == id)
        #expect(headers["x-amz-meta-index"] == "0")
        #expect(headers["x-amz-meta-model"] == "wan2.2-animate-move")
        #expect(headers["x-amz-meta-crc64"] == String(try bench.studio.crc64(of: id)))
        let endedAt = try #require(try bench.manifest.task(id)?.endedAt)
        #expect(headers["x-amz-meta-ended-at"] == endedAt.formatted(.iso8601))
        #expect(headers["x-amz-meta-upload-token"] == (try bench.video(id).uploadToken))
    }

    @Test("tasks of every state get what is theirs, and each is told once")
    func states() async throws {
        let bench = try await RunBench()
        let good = try bench.addFinished()
        let failed = try bench.studio.addFailed(code: "DataInspectionFailed", message: "Not allowed.").id
        let running = SimulatedTask(schedule: .immediately(.running))
        let pending = SimulatedTask(schedule: .immediately(.pending))
        let suspended = SimulatedTask(schedule: .immediately(.suspended))
        let canceled = SimulatedTask(schedule: .immediately(.canceled))
        let noMedia = SimulatedTask(shape: .noMedia)
        for task in [running, pending, suspended, canceled, noMedia] { try bench.studio.add(task) }
        try bench.add([failed, running.id, pending.id, suspended.id, canceled.id, noMedia.id])
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .done)
        #expect(summary.queried == 7)
        #expect(summary.archived == 1)
        #expect(summary.pending == 3)
        #expect(summary.failed == 2)
        #expect(summary.lost == 0)
        #expect(summary.deferred == 0)
        #expect(Set(events.failedTasks) == [failed, canceled.id])
        #expect(try bench.video(good).state == .archived)
        #expect(try bench.video(noMedia.id).state == .none)
        #expect(try bench.video(failed).state == .none)
        #expect(try bench.video(failed).lastError?.code == "DataInspectionFailed")
        for id in [running.id, pending.id, suspended.id] { #expect(try bench.video(id).state == .waiting) }

        let again = EventLog()
        let next = try await bench.run(again)
        #expect(next.status == .done)
        #expect(next.queried == 3)
        #expect(next.failed == 0)
        #expect(again.failedTasks.isEmpty)
    }

    @Test("of a task with several results each good one is archived under its own key")
    func severalResults() async throws {
        let bench = try await RunBench()
        // One grey pixel.
        let png = try #require(
            Data(
                base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNo"
                    + "AAAAggCBd81ytgAAAABJRU5ErkJggg=="))
        let image = SimulatedTask.Result.object(SimulatedObject(.bytes([UInt8](png)), contentType: "image/png"))
        let task = SimulatedTask(
            model: "wan2.2-t2i-plus", shape: .images,
            results: [.failed(code: "DataInspectionFailed", message: "no"), image, image])
        try bench.studio.add(task)
        try bench.add([task.id])
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.archived == 2)
        #expect(try bench.manifest.videos(of: task.id).map(\.state) == [.none, .archived, .archived])
        for index in [1, 2] {
            let video = try bench.video(task.id, index: index)
            #expect(video.objectKey?.hasSuffix("/\(task.id)-\(index).png") == true)
            #expect(video.contentType == "image/png")
            let reply = try await bench.object(task.id, index: index)
            #expect(reply.body == [UInt8](png))
            #expect(reply.headers["x-amz-meta-index"] == String(index))
        }
    }

    @Test("the soonest deadline goes first")
    func order() async throws {
        var bench = try await RunBench()
        let hours: [Double] = [5, 2, 9, 1, 7]
        let ids = try hours.map { try bench.addFinished(expiresIn: $0 * 3600) }
        try await bench.learn()
        #expect(bench.downloads == 0)
        bench.transfer.concurrency = 1
        let events = EventLog()
        #expect(try await bench.run(events).archived == 5)
        let expected = zip(hours, ids).sorted { $0.0 < $1.0 }.map(\.1)
        #expect(events.began.map(\.taskID) == expected)
        let keys = try expected.map { RequestRecord.Subject.object(try bench.studio.key(of: $0)) }
        #expect(bench.studio.log.records.map(\.subject).filter { keys.contains($0) } == keys)
    }

    @Test("a video is archived while other tasks are still being asked about")
    func atOnce() async throws {
        let bench = try await RunBench()
        for _ in 0..<2 { _ = try bench.addFinished() }
        bench.studio.inject(.stall(after: 10), into: .query)
        let events = EventLog()
        async let running = bench.run(events)
        try await bench.studio.log.wait { _ in bench.studio.stalledBodies == 1 && events.outcomes.count == 1 }
        bench.studio.releaseStalls()
        #expect(try await running.archived == 2)
    }

    @Test("what a killed run left under way is archived by the next")
    func killed() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished()
        try await bench.learn()
        try bench.manifest.beginArchiving(
            VideoKey(taskID: id, index: 0), bucket: "videos", objectKey: "other/place.mp4", uploadToken: "old",
            at: bench.studio.now)
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(try bench.video(id).state == .archived)
        #expect(try await bench.object(id).status == 200)
    }
}
