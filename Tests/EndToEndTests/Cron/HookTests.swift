import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("Hooks of a run", .timeLimit(.minutes(2)))
struct HookTests {
    /// A world whose hooks append what they read to a file in the home of its user.
    private static func world(_ hooks: [String: String]) async throws -> (world: World, keepreel: Keepreel) {
        let world = try await World()
        var keepreel = world.keepreel
        for (name, command) in hooks { keepreel.environment["KEEPREEL_NOTIFY_\(name)"] = command }
        return (world, keepreel)
    }

    private static func calls(_ keepreel: Keepreel) throws -> [[String: Any]] {
        let text = (try? String(contentsOfFile: keepreel.home.file("calls"), encoding: .utf8)) ?? ""
        return try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test("each video that is archived or lost is told once, as a line of the export and what happened")
    func told() async throws {
        let (world, keepreel) = try await Self.world(["ON_ARCHIVED": "cat >> calls", "ON_LOST": "cat >> calls"])
        let tasks = try (0..<3).map { _ in try world.studio.addFinished(video: .generated(bytes: 50_000)) }
        try await world.add(tasks)
        _ = try await keepreel("add", "gone")
        let run = try await keepreel("run")
        #expect(run.status == 65 && run.output.contains("3 archived"), "\(run.errors)")
        let calls = try Self.calls(keepreel)
        #expect(calls.count == 4)
        let entries = try await keepreel.entries()
        for call in calls {
            var expected = try #require(entries.first { $0["task_id"] as? String == call["task_id"] as? String })
            expected["event"] = call["state"]
            #expect(NSDictionary(dictionary: call) == NSDictionary(dictionary: expected))
        }
        #expect(Set(calls.compactMap { $0["event"] as? String }) == ["archived", "lost"])
        _ = try await keepreel("run")
        #expect(try Self.calls(keepreel).count == 4)
        try await world.stop()
    }

    @Test("a video at risk is told of once")
    func atRisk() async throws {
        var keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        keepreel.environment["KEEPREEL_NOTIFY_ON_AT_RISK"] = "cat >> calls"
        try await Self.addAtRisk(keepreel)
        for _ in 0..<2 { _ = try await keepreel("run") }
        let calls = try Self.calls(keepreel)
        #expect(calls.count == 1)
        #expect(calls.first?["event"] as? String == "at-risk" && calls.first?["task_id"] as? String == "soon")
    }

    @Test("a hook that fails, writes much, reads nothing or cannot run costs a warning, and no video")
    func troubles() async throws {
        let commands = [
            ("echo broken >&2; exit 3", "notify.onArchived for task \\S+ ended with status 3, saying: broken;"),
            ("kill -9 $$", "was ended by signal 9"), ("/none/of/these", "ended with status 127"),
            ("head -c 3000000 /dev/zero", ""), ("exit 0", ""),
        ]
        let (world, first) = try await Self.world([:])
        for (command, message) in commands {
            var keepreel = first
            keepreel.environment["KEEPREEL_NOTIFY_ON_ARCHIVED"] = command
            let task = try world.studio.addFinished(video: .generated(bytes: 20_000))
            try await world.add([task])
            let run = try await keepreel("run")
            #expect(run.status == 0 && run.output.contains("1 archived"), "\(command): \(run.errors)")
            #expect(run.errors.split(separator: "\n").count == (message.isEmpty ? 0 : 1), "\(run.errors)")
            #expect(try run.errors.contains(Regex(message)), "\(run.errors)")
        }
        try await world.stop()
    }

    @Test("SIGTERM ends a run whose hook ignores it, in time and with the hook; the next run calls it again")
    func stopped() async throws {
        let (world, first) = try await Self.world([
            "ON_ARCHIVED": "trap '' TERM; echo $$ > pid; cat > line; while :; do sleep 1; done"
        ])
        let task = try world.studio.addFinished(video: .generated(bytes: 20_000))
        try await world.add([task])
        let run = try first.start("run")
        let note = first.home.file("line")
        while ((try? String(contentsOfFile: note, encoding: .utf8)) ?? "").isEmpty, run.isRunning {
            try await Task.sleep(for: .milliseconds(2))
        }
        run.signal(SIGTERM)
        let begin = ContinuousClock.now
        let result = try await run.result(deadline: .seconds(30))
        #expect(begin.duration(to: .now) < .seconds(13))
        #expect(result.status == 143)
        #expect(result.errors.contains("1 call of hooks left to the next run"), "\(result.errors)")
        let pid = try #require(
            pid_t(String(contentsOfFile: first.home.file("pid"), encoding: .utf8).dropLast()))
        #expect(kill(pid, 0) != 0)
        var keepreel = first
        keepreel.environment["KEEPREEL_NOTIFY_ON_ARCHIVED"] = "cat >> calls"
        #expect(try await keepreel("run").status == 0)
        #expect(try Self.calls(keepreel).map { $0["task_id"] as? String } == [task.id])
        try await world.stop()
    }

    @Test("--max-time bounds the hooks, too")
    func maxTime() async throws {
        var keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        keepreel.environment["KEEPREEL_NOTIFY_ON_AT_RISK"] = "sleep 600"
        try await Self.addAtRisk(keepreel)
        let begin = ContinuousClock.now
        let run = try await keepreel("run", "--max-time", "1s")
        #expect(begin.duration(to: .now) < .seconds(10))
        #expect(run.errors.contains("1 call of hooks left to the next run"), "\(run.errors)")
    }

    /// A video that will be out of reach in half an hour, and whose source nobody can reach.
    private static func addAtRisk(_ keepreel: Keepreel) async throws {
        let expires = Int(Date().timeIntervalSince1970) + 1800
        let reply = """
            {"request_id":"r","output":{"task_id":"soon","task_status":"SUCCEEDED","results":{"video_url":\
            "http://127.0.0.1:1/v.mp4?Expires=\(expires)"}}}
            """
        #expect(try await keepreel("add", "-", stdin: reply).status == 0)
    }

    @Test("a hook gets none of keepreel's secrets, by environment, line or descriptor; -v shows what it writes")
    func secrets() async throws {
        let (world, keepreel) = try await Self.world([
            "ON_ARCHIVED": "{ env; cat; ls -l /proc/self/fd; } > seen 2>&1; echo well done"
        ])
        let task = try world.studio.addFinished(video: .generated(bytes: 20_000))
        try await world.add([task])
        let run = try await keepreel("run", "-vv")
        #expect(run.status == 0 && run.errors.contains("(archived) has ended: well done"), "\(run.errors)")
        let seen = Array(try Data(contentsOf: URL(filePath: keepreel.home.file("seen"))))
        #expect(SecretWatch(environment: keepreel.environment).secrets(in: seen).isEmpty)
        #expect(SecretWatch.signatures(in: seen).isEmpty)
        let text = String(decoding: seen, as: UTF8.self)
        #expect(text.contains(task.id) && !text.contains("manifest.sqlite") && !text.contains("socket:"))
        try await world.stop()
    }
}
