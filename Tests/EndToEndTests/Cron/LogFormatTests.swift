import Foundation
import Simulation
import TestServers
import Testing

@Suite("--log-format json", .timeLimit(.minutes(2)))
struct LogFormatTests {
    private static func entries(_ result: ProcessResult) throws -> [[String: Any]] {
        try result.errors.split(separator: "\n").map { line in
            let entry = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
            let time = try #require(entry["time"] as? String)
            #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil, "\(time)")
            #expect(["info", "warning", "error"].contains(entry["level"] as? String))
            #expect((entry["message"] as? String)?.hasPrefix("keepreel:") == false)
            return entry
        }
    }

    @Test("a run tells each event as an object with its task, what failed with its code; the summary stays on stdout")
    func run() async throws {
        let world = try await World()
        let keepreel = world.keepreel
        let good = try world.studio.addFinished(video: .generated(bytes: 50_000))
        let failed = try world.studio.addFailed(code: "DataInspectionFailed", message: "a \"bad\"\nword")
        try await world.add([good, failed])
        _ = try await keepreel("add", "gone")
        let run = try await keepreel("run", "-v", "--progress", "always", "--log-format", "json")
        #expect(run.status == 65 && run.output.hasPrefix("keepreel: 1 archived"))
        let entries = try Self.entries(run)
        func entry(_ task: String, _ level: String) -> [[String: Any]] {
            entries.filter { $0["task_id"] as? String == task && $0["level"] as? String == level }
        }
        let archived = try #require(entry(good.id, "info").last)
        #expect((archived["message"] as? String)?.hasPrefix("archived task \(good.id) (") == true)
        #expect(archived["bytes"] as? Int == 50_000)
        #expect(archived["index"] as? Int == 0 && (archived["url"] as? String)?.contains(good.id) == true)
        #expect(entry(failed.id, "error").first?["code"] as? String == "DataInspectionFailed")
        #expect(entry("gone", "error").count == 1)
        try await world.stop()
    }

    @Test("straight into the journal each line begins with its priority, as long as it is text")
    func journal() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        func log(_ options: String) async throws -> String {
            let script = """
                exec 2>log
                export JOURNAL_STREAM=$(stat -Lc %d:%i /dev/fd/2)
                \(Keepreel.binary) link unknown \(options)
                cat log
                """
            return try await runProcess(
                "/bin/sh", ["-c", script], environment: keepreel.environment, workingDirectory: keepreel.home.path
            ).output
        }
        #expect(try await log("").hasPrefix("<3>keepreel: "))
        #expect(try await log("--log-format json").hasPrefix("{"))
    }

    @Test(
        "every command has it, before or after its own options, wrong usage included; without a trouble it says nothing"
    )
    func commands() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        for (arguments, status) in [
            (["link", "unknown"], 66), (["--log-format=json", "status", "unknown"], 66), (["run", "--wrong"], 64),
            (["config", "check", "--config", "/none"], 78), (["cancel", "a-task"], 69), (["link", "a/b"], 66),
        ] as [([String], CInt)] {
            let format = arguments[0].hasPrefix("--log") ? [] : ["--log-format", "json"]
            let result = try await keepreel(arguments + format)
            #expect(result.status == status, "\(arguments): \(result.errors)")
            #expect(try !Self.entries(result).isEmpty, "\(arguments)")
        }
        try keepreel.home.write("links:\n  baseurl: x\nstorage:\n  profil: y\n", to: "keepreel.yaml")
        for command in [["config", "check"], ["status"]] {
            let entries = try Self.entries(try await keepreel(command + ["--log-format", "json"]))
            #expect(entries.count == 2)
            for (entry, line) in zip(entries, [2, 4]) {
                #expect(entry["level"] as? String == "error" && entry["code"] as? String == "config.invalid")
                #expect((entry["message"] as? String)?.contains("keepreel.yaml:\(line):3: ") == true)
            }
        }
        try FileManager.default.removeItem(atPath: keepreel.home.file("keepreel.yaml"))
        #expect(try await keepreel("run", "--log-format", "json").errors.isEmpty)
        #expect(try await keepreel("run", "--log-format", "xml").status == 64)
    }
}
