import Foundation
import Simulation
import TestServers
import Testing

@Suite("The main job, by the built binary", .serialized, .timeLimit(.minutes(2)))
struct ArchivingTests {
    @Test("finished videos reach the bucket and their links play", arguments: ["unsigned", "signed"])
    func mainJob(payloadSigning: String) async throws {
        let world = try await World()
        var keepreel = world.keepreel
        keepreel.environment["KEEPREEL_STORAGE_PAYLOAD_SIGNING"] = payloadSigning
        keepreel.environment["KEEPREEL_STORAGE_CACHE_CONTROL"] = "public, max-age=31536000"
        keepreel.environment["KEEPREEL_STORAGE_CONTENT_DISPOSITION"] = "inline"
        let clips = [
            Clip(), Clip(seconds: 2, width: 640, height: 360, isFaststart: true, hasSound: true),
            Clip(seconds: 1, bytes: 3_000_000),
        ]
        var tasks: [SimulatedTask] = []
        for clip in clips {
            tasks.append(try world.studio.addFinished(video: .file(try await Clips.path(of: clip))))
        }
        try await world.add(tasks)

        let before = try await world.storage.requestCounts()
        let run = try await keepreel("run")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("keepreel: 3 archived ("))
        #expect(run.output.split(separator: "\n").count == 1)
        #expect(run.errors.isEmpty)

        let after = try await world.storage.requestCounts()
        // Its metrics count a HEAD as a GET.
        #expect(after.total("PUT") - before.total("PUT") == 3)
        #expect(after.total("GET") == before.total("GET"))
        for (task, clip) in zip(tasks, clips) {
            let link = try await keepreel("link", task.id)
            #expect(link.status == 0)
            let url = link.output.trimmingCharacters(in: .newlines)
            let (status, type, body) = try await fetch(url)
            #expect(status == 200)
            #expect(type == "video/mp4")
            #expect(body == (try await Clips.bytes(of: clip)))
        }
        for task in tasks {
            let requests = world.studio.log.requests(for: try world.studio.key(of: task.id), method: nil)
            #expect(requests.map(\.method) == ["GET"])
        }

        let entry = try #require(try await keepreel.entries().first { $0["task_id"] as? String == tasks[1].id })
        #expect(entry["state"] as? String == "archived")
        #expect(entry["width"] as? Int == 640)
        #expect(entry["height"] as? Int == 360)
        #expect(entry["crc64"] as? String == "\(try world.studio.crc64(of: tasks[1].id))")

        world.studio.log.clear()
        let again = try await keepreel("run")
        #expect(again.status == 0)
        #expect(again.output.hasPrefix("keepreel: 0 archived"))
        #expect(world.studio.log.records.isEmpty)
        let manifest = try Data(contentsOf: URL(filePath: keepreel.manifestPath))
        #expect(manifest.range(of: Data("Signature=".utf8)) == nil)
        let mode = try FileManager.default.attributesOfItem(atPath: keepreel.manifestPath)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try await world.stop()
    }

    @Test("a bucket behind a private CA is reached with caBundle, and refused without")
    func privateCA() async throws {
        let world = try await World(tls: true)
        let task = try world.studio.addFinished(video: .generated(bytes: 300_000))
        try await world.add([task])
        let refused = try await world.keepreel("run")
        #expect(refused.status == 69)
        #expect(refused.errors.contains("storage.caBundle"))
        var keepreel = world.keepreel
        keepreel.environment["KEEPREEL_STORAGE_CA_BUNDLE"] = world.storage.caPath
        let run = try await keepreel("run")
        #expect(run.status == 0, "\(run.errors)")
        try await world.stop()
    }

    @Test("a URL as seen in the field, http on aliyuncs.com, is tried by https first and fetched through proxies")
    func fieldURL() async throws {
        var options = SimulatorOptions()
        options.bucket = "dashscope-result-bj"
        options.resultAuthority = "dashscope-result-bj.oss-cn-beijing.aliyuncs.com"
        let studio = try await ModelStudioSimulator.start(options)
        let storage = try await SeaweedFS.start(buckets: ["videos"], anonymousRead: true)
        var keepreel = try Keepreel(api: studio.apiURL, apiKey: studio.apiKey, endpoint: storage.endpoint)
        keepreel.environment["KEEPREEL_TRANSFER_ALLOW_PRIVATE_SOURCES"] = nil
        // The simulator is the proxy; it refuses CONNECT, so https does not come about.
        keepreel.environment["http_proxy"] = studio.baseURL
        keepreel.environment["https_proxy"] = studio.baseURL
        keepreel.environment["no_proxy"] = "127.0.0.1"
        let task = try studio.addFinished(video: .generated(bytes: 400_000))
        #expect(try studio.url(of: task.id).hasPrefix("http://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/"))
        _ = try await keepreel("add", task.id)
        let run = try await keepreel("run")
        #expect(run.status == 0, "\(run.errors)")
        #expect(studio.log.requests(for: try studio.key(of: task.id), method: nil).map(\.method) == ["GET"])
        try await storage.stop()
        await studio.stop()
    }

    @Test("a source on this machine is refused unless the settings allow it")
    func privateSource() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 400_000))
        try await world.add([task])
        var keepreel = world.keepreel
        keepreel.environment["KEEPREEL_TRANSFER_ALLOW_PRIVATE_SOURCES"] = nil
        let run = try await keepreel("run")
        #expect(run.status == 75)
        #expect(run.errors.contains("transfer.allowPrivateSources"))
        #expect(world.studio.log.requests(for: try world.studio.key(of: task.id), method: nil).isEmpty)
        try await world.stop()
    }

    @Test("the JSON report and the states of every kind of task")
    func report() async throws {
        let world = try await World()
        let good = try world.studio.addFinished(video: .generated(bytes: 200_000))
        let failed = try world.studio.addFailed(
            code: "DataInspectionFailed", message: "Output data may be inappropriate.")
        let running = SimulatedTask(schedule: .immediately(.running))
        let noMedia = SimulatedTask(shape: .noMedia)
        try world.studio.add(running)
        try world.studio.add(noMedia)
        let images = SimulatedTask(
            shape: .images,
            results: [
                .failed(code: "DataInspectionFailed", message: "no"),
                .object(SimulatedObject(.bytes(try await Self.png()), key: "1d/aa/pic.png", contentType: "image/png")),
            ])
        try world.studio.add(images)
        try await world.add([good, failed, running, noMedia, images])
        _ = try await world.keepreel("add", "never-existed")

        let run = try await world.keepreel("run", "--format", "json")
        #expect(run.status == 65)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["archived"] as? Int == 2)
        #expect(object["queried"] as? Int == 6)
        #expect(object["failed"] as? Int == 1)
        #expect(object["pending"] as? Int == 1)
        #expect(object["lost"] as? Int == 1)
        #expect(object["deferred"] as? Int == 0)
        let videos = try #require(object["videos"] as? [[String: Any]])
        func states(_ id: String) -> [String] {
            videos.filter { $0["task_id"] as? String == id }.compactMap { $0["state"] as? String }
        }
        #expect(states(good.id) == ["archived"])
        #expect(states(images.id) == ["none", "archived"])
        #expect(states(noMedia.id) == ["none"])
        #expect(states("never-existed") == ["lost"])
        #expect(run.errors.contains("\(failed.id) failed at Model Studio: DataInspectionFailed"))
        #expect(run.errors.contains("LOST task never-existed"))

        let next = try await world.keepreel("run")
        #expect(next.status == 0)
        #expect(next.errors.isEmpty)
        for (id, status) in [(running.id, 75), ("never-existed", 65), ("unknown", 66), (failed.id, 65)] {
            let link = try await world.keepreel("link", id)
            #expect(link.status == status, "\(id)")
            #expect(link.output.isEmpty)
            #expect(link.errors.contains(id))
        }
        try await world.stop()
    }

    /// A real PNG.
    private static func png() async throws -> [UInt8] {
        let result = try await runProcess(
            "ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x64", "-frames:v", "1", "-f", "image2pipe", "-c:v",
                "png", "-",
            ])
        return result.standardOutput
    }
}
