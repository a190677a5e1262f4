import Foundation
import Simulation
import TestServers
import Testing

@Suite("What goes wrong is told and leaves nothing behind", .serialized, .timeLimit(.minutes(3)))
struct RefusalTests {
    @Test("no object appears for a source that is cut, lies or is no video")
    func unsoundSources() async throws {
        let world = try await World()
        let cases: [(name: String, fault: Fault)] = [
            ("cut at the first byte", .cut(after: 0)), ("cut in the middle", .cut(after: 400_000)),
            ("cut before the last byte", .cut(after: 799_999)), ("wrong CRC", .wrongChecksum),
            ("flipped byte", .flippedByte(at: 500_000)), ("HTML page", .htmlPage), ("XML error", .xmlError),
            ("zero bytes", .emptyBody), ("not an MP4", .notVideo), ("too long a length", .contentLength(off: 10)),
            ("service error", .status(500)),
            ("no reply", .noReply), ("redirect", .redirect(to: "http://127.0.0.1:1/")),
        ]
        var tasks: [SimulatedTask] = []
        for (_, fault) in cases {
            let task = try world.studio.addFinished(video: .generated(bytes: 800_000))
            try world.studio.inject(fault, into: task.id, times: nil)
            tasks.append(task)
        }
        try await world.add(tasks)
        let run = try await world.keepreel("run")
        #expect(run.status == 75, "\(run.errors)")
        let entries = try await world.keepreel.entries()
        for (task, (name, _)) in zip(tasks, cases) {
            #expect(run.errors.contains("task \(task.id): "), "\(name)")
            let entry = try #require(entries.first { $0["task_id"] as? String == task.id })
            #expect(entry["state"] as? String == "pending", "\(name)")
            #expect(entry["url"] is NSNull, "\(name)")
            let key = try #require(entry["key"] as? String, "\(name)")
            let (status, _, _) = try await fetch("\(world.storage.endpoint)/videos/\(key)")
            #expect(status == 404, "\(name)")
            let link = try await world.keepreel("link", task.id)
            #expect(link.status == 75, "\(name)")
        }
        // The same videos, sound again, are archived by the next run.
        world.studio.clearFaults()
        let next = try await world.keepreel("run")
        #expect(next.status == 0, "\(next.errors)")
        #expect(next.output.hasPrefix("keepreel: \(cases.count) archived"))
        try await world.stop()
    }

    @Test("a bucket that is gone is named as that, also where an earlier upload is to be cleared away")
    func bucketGone() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 100_000))
        try await world.add([task])
        var refused = world.keepreel
        refused.environment["AWS_SECRET_ACCESS_KEY"] = "wrong-secret-of-a-test"
        #expect(try await refused("run").status == 77)
        var elsewhere = world.keepreel
        let other = try await SeaweedFS.start(buckets: ["another"], anonymousRead: true)
        elsewhere.environment["KEEPREEL_STORAGE_ENDPOINT"] = other.endpoint
        let run = try await elsewhere("run")
        #expect(run.status == 78, "\(run.errors)")
        #expect(run.errors.contains("task \(task.id): the bucket of storage.url does not exist"), "\(run.errors)")
        #expect(!run.errors.contains("could not be aborted"), "\(run.errors)")
        try await other.stop()
        try await world.stop()
    }

    @Test("an expired URL is asked for again once, and lost if there is no other")
    func expired() async throws {
        let world = try await World()
        let dead = try world.studio.addFinished(video: .generated(bytes: 100_000), expiresIn: 60)
        let renewed = try world.studio.addFinished(video: .generated(bytes: 100_000), expiresIn: 60)
        try await world.add([dead, renewed])
        // Learn the URLs while they live, then let them die.
        _ = try await world.keepreel("run", "--dry-run")
        world.studio.advanceClock(by: 3600)
        try world.studio.update(renewed.id) {
            $0.urlExpires = nil; $0.signsEveryQuery = true
        }
        let run = try await world.keepreel("run")
        #expect(run.status == 65, "\(run.errors)")
        #expect(run.errors.contains("LOST task \(dead.id): source.expired"))
        #expect(try await world.keepreel("link", renewed.id).status == 0)
        #expect(try await world.keepreel("link", dead.id).status == 65)
        let next = try await world.keepreel("run")
        #expect(next.status == 0)
        try await world.stop()
    }

    @Test(
        "wrong settings end in a sentence and their exit code",
        arguments: [
            (["AWS_SECRET_ACCESS_KEY": "wrong"], 77, "AWS_SECRET_ACCESS_KEY"),
            (["AWS_ACCESS_KEY_ID": "AKIAUNKNOWN"], 77, "AWS_ACCESS_KEY_ID"),
            (["KEEPREEL_STORAGE_URL": "s3://no-such-bucket"], 78, "storage.url"),
            (["KEEPREEL_STORAGE_ENDPOINT": "http://127.0.0.1:1"], 69, "storage.endpoint"),
            (
                ["KEEPREEL_STUDIO_ENDPOINT": "http://127.0.0.1:1/api/v1"], 69,
                "Model Studio cannot be reached at http://127.0.0.1:1: "
            ),
            (["DASHSCOPE_API_KEY": "sk-wrong"], 77, "check DASHSCOPE_API_KEY"),
            (["DASHSCOPE_API_KEY": ""], 77, "DASHSCOPE_API_KEY"),
            (["AWS_SECRET_ACCESS_KEY": ""], 77, "AWS_SECRET_ACCESS_KEY"),
            (["KEEPREEL_STORAGE_URL": ""], 78, "KEEPREEL_STORAGE_URL"),
            (["KEEPREEL_STORAGE_BUKET": "x"], 78, "KEEPREEL_STORAGE_BUKET"),
            (["KEEPREEL_TRANSFER_CONCURRENCY": "many"], 78, "transfer.concurrency"),
            (["KEEPREEL_MANIFEST_PATH": "/proc/keepreel/manifest.sqlite"], 78, "manifest"),
        ] as [([String: String], Int32, String)])
    func wrongSettings(change: [String: String], status: Int32, sentence: String) async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 100_000))
        try await world.add([task])
        var keepreel = world.keepreel
        keepreel.environment.merge(change) { $1 }
        let run = try await keepreel("run")
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains(sentence), "\(run.errors)")
        for secret in [Keepreel.secretKey, world.studio.apiKey, "sk-wrong", "Signature="] {
            #expect(!(run.errors + run.output).contains(secret))
        }
        // Nothing was lost: with the right settings the video is archived.
        let next = try await world.keepreel("run")
        #expect(next.status == 0, "\(next.errors)")
        try await world.stop()
    }

    @Test("a full disk under the manifest stops the run before anything is uploaded")
    func fullDisk() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 100_000))
        try await world.add([task])
        let before = try await world.storage.requestCounts().total("PUT")
        // The kernel refuses to let any file grow, as a full disk does.
        let run = try await runProcess(
            "/bin/sh", ["-c", "trap '' XFSZ; ulimit -f 0; exec \(Keepreel.binary) run"],
            environment: world.keepreel.environment, workingDirectory: world.keepreel.home.path)
        #expect(run.status == 75, "\(run.errors)")
        #expect(run.errors.contains("manifest"))
        #expect(run.errors.contains("free space"))
        #expect(try await world.storage.requestCounts().total("PUT") == before)
        let next = try await world.keepreel("run")
        #expect(next.status == 0, "\(next.errors)")
        try await world.stop()
    }

    @Test(
        "usage errors",
        arguments: [
            ["rnu"], ["run", "--limt", "1"], ["run", "--limit", "0"], ["link"], ["add", "a/b"],
            ["link", "x", "--presign", "8d"], ["link", "--", "--help"], ["link", ""], ["run", "--only", ""],
        ])
    func usage(arguments: [String]) async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let result = try await runProcess(Keepreel.binary, arguments, environment: keepreel.environment)
        #expect(result.status == 64, "\(result.errors)")
        #expect(!result.errors.isEmpty)
        #expect(result.output.isEmpty)
    }
}
