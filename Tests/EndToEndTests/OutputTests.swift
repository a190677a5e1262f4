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

    @Test("a file that may not grow is a write error, not the end of the program")
    func sizeLimit() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        func limited(_ blocks: Int, _ call: String) async throws -> ProcessResult {
            try await runProcess(
                "/bin/sh", ["-c", "ulimit -f \(blocks); exec \(Keepreel.binary) \(call)"],
                environment: keepreel.environment, workingDirectory: keepreel.home.path)
        }
        let add = try await limited(40, "add a-task")
        #expect(add.status == 75 && add.signal == nil, "\(add.errors)")
        #expect(add.errors.hasPrefix("keepreel: "))
        #expect(try await keepreel("add", "a-task").status == 0)
        // The limit lets SQLite read, and is below the length of the export.
        let lines = (1...300).map { "another-task-\($0)" }.joined(separator: "\n")
        #expect(try await keepreel("add", "-", stdin: lines).status == 0)
        let status = try await limited(80, "export --format json >out")
        #expect(status.status == 75 && status.errors.contains("File too large"), "\(status.errors)")
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

    @Test("a run that ends with 75 because of its limit or its time says so, even when quiet")
    func bounds() async throws {
        let world = try await World()
        try await world.add((0..<3).map { _ in try world.studio.addFinished(video: .generated(bytes: 100_000)) })
        let none = try await world.keepreel("run", "-q", "--max-time", "0s")
        #expect(none.status == 75)
        #expect(none.errors.hasSuffix("left to the next run: the time of 0s is over\n"), "\(none.errors)")
        let some = try await world.keepreel("run", "-q", "--limit", "2")
        #expect(some.status == 75)
        #expect(some.errors == "keepreel: 1 video is left to the next run: the limit of 2 is reached\n")
        let rest = try await world.keepreel("run", "-q", "--limit", "2")
        #expect(rest.status == 0 && rest.errors.isEmpty, "\(rest.errors)")
        try await world.stop()
    }

    @Test("a run restricted to tasks tells of those it has nothing to do for, and of each it does not know")
    func only() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 100_000))
        try await world.add([task, SimulatedTask(id: "gone")])
        #expect(try await world.keepreel("run").status == 65)
        let told = try await world.keepreel("run", "--only", task.id, "gone")
        #expect(told.status == 0)
        #expect(told.errors.contains("keepreel: task \(task.id) is archived already\n"), "\(told.errors)")
        #expect(told.errors.contains("keepreel: task gone was lost: studio.task-gone: "), "\(told.errors)")
        #expect(try await world.keepreel("run", "-q", "--only", task.id, "gone").errors.isEmpty)
        let unknown = try await world.keepreel("run", "--only", task.id, "zz1", "zz2")
        #expect(unknown.status == 66)
        let lines = unknown.errors.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].contains(" zz1 ") && lines[1].contains(" zz2 "), "\(lines)")
        let table = try await world.keepreel("status", task.id, "--state", "lost")
        #expect(table.status == 0 && table.output.isEmpty)
        #expect(table.errors == "keepreel: none of the 2 entries matches; keepreel status shows all\n")
        #expect(try await world.keepreel("status", "--state", "pending").errors == table.errors)
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

    @Test("what another process of the same number writes or left is neither in the way nor touched")
    func leftover() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let script = "echo old > out.$$.tmp; exec \(Keepreel.binary) export --output out"
        let result = try await runProcess(
            "/bin/sh", ["-c", script], environment: keepreel.environment, workingDirectory: keepreel.home.path)
        #expect(result.status == 0, "\(result.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: keepreel.home.path).filter {
            $0.hasPrefix("out")
        }
        #expect(names.count == 2 && names.contains("out"), "\(names)")
        let other = try #require(names.first { $0 != "out" })
        #expect(try String(contentsOfFile: keepreel.home.file(other), encoding: .utf8) == "old\n")
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
