import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("What is kept of runs", .timeLimit(.minutes(2)))
struct RunRecordTests {
    private static func runs(_ keepreel: Keepreel, _ limit: Int = 10) async throws -> [[String: Any]] {
        let result = try await keepreel("status", "--runs", "\(limit)", "--format", "json")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    }

    @Test("status --runs tells of the last runs: what they did, how they ended, which goes on and which was killed")
    func history() async throws {
        let world = try await World()
        let keepreel = world.keepreel
        #expect(try await Self.runs(keepreel).isEmpty)
        let tasks = try (0..<2).map { _ in try world.studio.addFinished(video: .generated(bytes: 50_000)) }
        try await world.add(tasks)
        #expect(try await keepreel("run").status == 0)
        _ = try await keepreel("run", "--dry-run")
        _ = try await keepreel("add", "gone")
        #expect(try await keepreel("run").status == 65)
        let stuck = try world.studio.addFinished(video: .generated(bytes: 2_000_000))
        try world.studio.inject(.stall(after: 1_000_000), into: stuck.id)
        try await world.add([stuck])
        let run = try keepreel.start("run")
        try await world.studio.log.wait { _ in world.studio.stalledBodies == 1 }
        #expect(try await Self.runs(keepreel).map { $0["state"] as? String } == ["running", "lost", "done"])
        run.signal(SIGKILL)
        _ = try await run.result()
        let runs = try await Self.runs(keepreel)
        #expect(runs.map { $0["state"] as? String } == ["killed", "lost", "done"])
        #expect(runs[2]["archived"] as? Int == 2 && runs[2]["bytes"] as? Int == 100_000)
        #expect(runs[2]["exit_code"] as? Int == 0 && runs[1]["exit_code"] as? Int == 65)
        #expect(runs[0]["exit_code"] is NSNull && runs[0]["pid"] as? Int == Int(run.pid))
        #expect(try await Self.runs(keepreel, 1).count == 1)
        let table = try await keepreel("status", "--runs", "2").output.split(separator: "\n")
        #expect(table.count == 3 && table[0].hasPrefix("BEGUN ") && table[1].contains("killed"))
        world.studio.releaseStalls()
        #expect(try await keepreel("run").status == 0)
        try await world.stop()
    }

    @Test("a run that fails before it begins is kept as well, with why, and its metrics tell of what is open")
    func unbegun() async throws {
        var keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        keepreel.environment["KEEPREEL_NOTIFY_METRICS_FILE"] = keepreel.home.file("keepreel.prom")
        let key = keepreel.environment["AWS_SECRET_ACCESS_KEY"]
        keepreel.environment["AWS_SECRET_ACCESS_KEY"] = nil
        #expect(try await keepreel("run").status == 77)
        #expect(!FileManager.default.fileExists(atPath: keepreel.manifestPath))
        keepreel.environment["AWS_SECRET_ACCESS_KEY"] = key
        _ = try await keepreel("add", "a-task")
        #expect(try await keepreel("run").status == 69)
        keepreel.environment["AWS_SECRET_ACCESS_KEY"] = nil
        for arguments in [["run"], ["run", "--watch", "1s", "--forever"], ["run", "--dry-run"]] {
            #expect(try await keepreel(arguments).status == 77)
        }
        // A service that is started again and again fills no history.
        #expect(try await keepreel("run", "--watch", "1s", "--forever").status == 77)
        #expect(try await keepreel("run", "--only", "unknown").status == 77)
        let runs = try await Self.runs(keepreel)
        #expect(runs.map { $0["state"] as? String } == ["credentials", "credentials", "unavailable"])
        #expect((runs.first?["error"] as? String)?.contains("AWS_SECRET_ACCESS_KEY") == true)
        #expect((runs.last?["error"] as? String)?.contains("Model Studio cannot be reached") == true)
        #expect(try await keepreel("status", "--runs", "1").output.contains("AWS_SECRET_ACCESS_KEY"))
        let metrics = try String(contentsOfFile: keepreel.home.file("keepreel.prom"), encoding: .utf8)
        #expect(metrics.contains("\nkeepreel_run_exit_code 77\n") && metrics.contains("\nkeepreel_pending_tasks 1\n"))
    }

    @Test("--runs takes a number from 1, and no other filter")
    func usage() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        for arguments in [["0"], ["3", "a-task"], ["3", "--at-risk", "2h"]] {
            #expect(try await keepreel(["status", "--runs"] + arguments).status == 64)
        }
        #expect(try await keepreel("status", "--runs", "3").status == 0)
    }

    @Test("the metrics file tells of the run, and is replaced as a whole")
    func metrics() async throws {
        let world = try await World()
        var keepreel = world.keepreel
        let path = keepreel.home.file("keepreel.prom")
        keepreel.environment["KEEPREEL_NOTIFY_METRICS_FILE"] = path
        func samples() throws -> [String: Double] {
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            return try lines.filter { !$0.hasPrefix("#") }.reduce(into: [:]) { samples, line in
                let words = line.split(separator: " ")
                try #require(words.count == 2)
                samples[String(words[0])] = words[1] == "+Inf" ? .infinity : try #require(Double(words[1]))
            }
        }
        let begin = Date().timeIntervalSince1970
        let task = try world.studio.addFinished(video: .generated(bytes: 50_000))
        try await world.add([task])
        // As a service has it.
        let run = try await runProcess(
            "/bin/sh", ["-c", "umask 077; exec \(Keepreel.binary) run"], environment: keepreel.environment)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o644)
        let first = try samples()
        #expect(first["keepreel_run_archived_videos"] == 1 && first["keepreel_run_archived_bytes"] == 50_000)
        #expect(first["keepreel_run_exit_code"] == 0 && first["keepreel_next_expiry_seconds"] == .infinity)
        let success = try #require(first["keepreel_last_success_timestamp_seconds"])
        #expect(success >= begin - 1 && success <= Date().timeIntervalSince1970 + 1)
        #expect(success == first["keepreel_run_end_timestamp_seconds"])
        // A reader of the old file keeps it.
        let old = try #require(FileHandle(forReadingAtPath: path))
        _ = try await keepreel("add", "gone")
        let waiting = SimulatedTask(schedule: .immediately(.running))
        try world.studio.add(waiting)
        try await world.add([waiting])
        #expect(try await keepreel("run").status == 65)
        let second = try samples()
        #expect(second["keepreel_run_lost_videos"] == 1 && second["keepreel_run_exit_code"] == 65)
        #expect(second["keepreel_last_success_timestamp_seconds"] == success)
        #expect(second["keepreel_lost_videos_total"] == 1 && second["keepreel_archived_videos_total"] == 1)
        #expect(second["keepreel_archived_bytes_total"] == 50_000)
        let left = try #require(second["keepreel_next_expiry_seconds"])
        #expect(left > 80_000 && left <= 86_401)
        #expect(String(decoding: old.readDataToEndOfFile(), as: UTF8.self).contains("keepreel_run_exit_code 0\n"))
        let names = try FileManager.default.contentsOfDirectory(atPath: keepreel.home.path)
        #expect(names.filter { $0.contains("prom") } == ["keepreel.prom"])
        try await world.stop()
    }

    @Test("metrics that cannot be written cost a warning", arguments: ["/none/of/these/x.prom", "/dev/full", "/tmp"])
    func unwritable(path: String) async throws {
        var keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        keepreel.environment["KEEPREEL_NOTIFY_METRICS_FILE"] = path
        let run = try await keepreel("run")
        #expect(run.status == 0)
        #expect(run.errors.hasPrefix("keepreel: warning: no metrics were written: \(path) "), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test("a service keeps of passes that do nothing the last one alone, and tells its monitor that it is alive")
    func service() async throws {
        let monitor = try PingServer()
        defer { monitor.stop() }
        var keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        keepreel.environment["KEEPREEL_NOTIFY_PING"] = monitor.url
        let socket = try ServiceManagerSocket(keepreel.home.file("notify"))
        keepreel.environment["NOTIFY_SOCKET"] = socket.name
        let service = try keepreel.start("run", "--watch", "1s", "--forever")
        try await socket.wait { $0.count { $0.hasPrefix("STATUS=") } == 3 }
        service.signal(SIGTERM)
        #expect(try await service.result(deadline: .seconds(15)).status == 143)
        #expect(try await Self.runs(keepreel).count <= 2)
        #expect(monitor.received.map(\.path) == [""])
    }
}
