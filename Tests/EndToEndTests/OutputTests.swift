import Foundation
import Simulation
import TestServers
import Testing

@Suite("Where results and troubles go", .serialized, .timeLimit(.minutes(2)))
struct OutputTests {
    @Test("a report nobody takes does not hide that a video was lost")
    func statusOutlivesOutput() async throws {
        let world = try await World()
        for (task, sink) in [("gone-1", ">/dev/full"), ("gone-2", "| true")] {
            _ = try await world.keepreel("add", task)
            let run = try await runProcess(
                "/bin/sh", ["-c", "{ \(Keepreel.binary) run; echo status $? >&2; } \(sink)"],
                environment: world.keepreel.environment)
            #expect(run.errors.contains("LOST task \(task)"))
            #expect(run.errors.hasSuffix("status 65\n"), "\(sink): \(run.errors)")
        }
        try await world.stop()
    }

    @Test("what is told only once is told even when quiet")
    func quietTellsFailures() async throws {
        let world = try await World()
        let failed = try world.studio.addFailed(code: "DataInspectionFailed", message: "inappropriate")
        try await world.add([failed])
        let run = try await world.keepreel("run", "-q")
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("\(failed.id) failed at Model Studio: DataInspectionFailed"))
        try await world.stop()
    }

    @Test("each task that Model Studio does not answer for is told of")
    func eachProblem() async throws {
        let world = try await World()
        let tasks = try (0..<2).map { _ in try world.studio.addFinished(video: .generated(bytes: 1000)) }
        try await world.add(tasks)
        world.studio.inject(.invalidJSON, into: .query, times: nil)
        let run = try await world.keepreel("run")
        #expect(run.status == 75)
        for task in tasks { #expect(run.errors.contains("task \(task.id): "), "\(run.errors)") }
        try await world.stop()
    }

    @Test("a dry run lists on standard output what the limit allows, beside a run")
    func dryRun() async throws {
        let world = try await World()
        let tasks = try (0..<3).map { _ in try world.studio.addFinished(video: .generated(bytes: 100_000)) }
        try await world.add(tasks)
        func dryRun(_ more: String...) async throws -> ProcessResult {
            // The lock is held as another run holds it.
            try await runProcess(
                "flock", [world.keepreel.manifestPath + ".lock", Keepreel.binary, "run", "--dry-run"] + more,
                environment: world.keepreel.environment)
        }
        let text = try await dryRun("--limit", "2")
        #expect(text.status == 0, "\(text.errors)")
        #expect(text.errors.isEmpty)
        let lines = text.output.split(separator: "\n")
        #expect(lines.map { $0.hasPrefix("would archive task ") } == [true, true, false])
        #expect(text.output.contains(" 2 to archive"))
        let json = try await dryRun("--limit", "2", "--format", "json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(object["deferred"] as? Int == 2)
        #expect((object["videos"] as? [Any])?.count == 2)
        let all = try await dryRun()
        #expect(all.output.contains(" 3 to archive"))
        try await world.stop()
    }

    @Test("a manifest held by another process is told as that, and no line is taken for rubbish")
    func busyManifest() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        _ = try await keepreel("add", "first")
        let holder = """
            import sqlite3, subprocess, sys
            database = sqlite3.connect(sys.argv[1])
            database.execute("BEGIN IMMEDIATE")
            sys.exit(subprocess.run([sys.argv[2], "add", "-"], input=b"second\\n").returncode)
            """
        let result = try await runProcess(
            "python3", ["-c", holder, keepreel.manifestPath, Keepreel.binary], environment: keepreel.environment)
        #expect(result.status == 75)
        #expect(result.errors.contains("another process holds"))
        #expect(!result.errors.contains("line 1"))
    }

    @Test("more tasks than a batch holds are all taken, and rubbish among them keeps its line number")
    func batches() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        var lines = (1...250).map { "task-\($0)" }
        lines[149] = "a/b"
        let result = try await keepreel("add", "-", "--format", "json", stdin: lines.joined(separator: "\n"))
        #expect(result.output == "{\"added\":249,\"known\":0,\"rejected\":1}\n")
        #expect(result.errors.contains("line 150 "))
    }

    @Test("export follows a link, keeps the mode of a file, and writes into a pipe")
    func exportTargets() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        _ = try await keepreel("add", "a-task")
        let expected = try await keepreel("export").output
        let (file, link, pipe) = (keepreel.home.file("file"), keepreel.home.file("link"), keepreel.home.file("pipe"))
        try keepreel.home.write("old", to: "file")
        try FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: file)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "file")
        #expect(try await keepreel("export", "--output", link).status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "file")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == expected)
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o660)
        let script = "mkfifo \(pipe); timeout 10 cat \(pipe) & \(Keepreel.binary) export --output \(pipe); wait"
        let piped = try await runProcess("/bin/sh", ["-c", script], environment: keepreel.environment)
        #expect(piped.output == expected)
        #expect(try FileManager.default.attributesOfItem(atPath: pipe)[.type] as? FileAttributeType != .typeRegular)
    }

    @Test("what a killed process of the same number left does not keep a file from being written")
    func leftover() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let script = "echo old > out.$$.tmp; exec \(Keepreel.binary) export --output out"
        let result = try await runProcess(
            "/bin/sh", ["-c", script], environment: keepreel.environment, workingDirectory: keepreel.home.path)
        #expect(result.status == 0, "\(result.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: keepreel.home.path)
        #expect(names.filter { $0.hasPrefix("out") } == ["out"])
    }

    @Test("standard descriptors that are closed stay so: nothing else comes to stand in their place")
    func closedDescriptors() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        _ = try await keepreel("add", "a-task")
        for (command, status) in [("export >&-", 75), ("add - <&-", 64)] as [(String, CInt)] {
            let result = try await runProcess(
                "/bin/sh", ["-c", "\(Keepreel.binary) \(command)"], environment: keepreel.environment)
            #expect(result.status == status, "\(command)")
            #expect(result.errors.contains("Bad file descriptor"), "\(result.errors)")
        }
        let silent = try await runProcess(
            "/bin/sh", ["-c", "\(Keepreel.binary) run <&- >&- 2>&-"], environment: keepreel.environment)
        #expect(silent.status == 69)
    }
}
