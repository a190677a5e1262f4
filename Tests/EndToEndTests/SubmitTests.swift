import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("Submitting, by the built binary", .serialized, .timeLimit(.minutes(3)))
struct SubmitTests {
    private static let inputs = [
        "--image", "https://example.com/me.png", "--video", "https://example.com/dance.mp4", "--mode", "wan-std",
    ]

    /// A video for every submitted task, after so many queries.
    private func finishing(_ world: World, after queries: Int = 1) {
        world.studio.whenSubmitted { task in
            var task = task
            task.schedule = .after(queries: queries)
            task.results = [.object(SimulatedObject(.generated(bytes: 60_000)))]
            return task
        }
    }

    @Test("the task id is printed, and only documented fields are sent")
    func plain() async throws {
        let world = try await World()
        let result = try await world.keepreel(["submit"] + Self.inputs + ["--watermark", "--no-check-image"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(world.studio.taskIDs == [result.output.trimmingCharacters(in: .newlines)])
        #expect(result.errors.isEmpty)
        let order = try #require(world.studio.submits.first)
        #expect(order.watermark == true)
        #expect(order.checksImage == false)
        #expect(order.mode == "wan-std")
        for request in world.studio.log.records {
            let isSubmit = request.subject == .api(.submit)
            #expect(request.headers["x-dashscope-async"] == (isSubmit ? "enable" : nil))
        }
        let entry = try #require(try await world.keepreel.entries().first)
        #expect(entry["state"] as? String == "waiting")
        #expect(entry["model"] as? String == "wan2.2-animate-move")
        try await world.stop()
    }

    @Test("--wait ends with a permanent URL that plays")
    func wait() async throws {
        let world = try await World()
        finishing(world)
        let result = try await world.keepreel(["submit", "--wait"] + Self.inputs)
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        #expect(lines.first == world.studio.taskIDs.first)
        let (status, type, body) = try await fetch(try #require(lines.last))
        #expect(status == 200)
        #expect(type == "video/mp4")
        #expect(body.count == 60_000)
        try await world.stop()
    }

    @Test("--wait tells why there is no video")
    func waitForFailure() async throws {
        let world = try await World()
        world.studio.whenSubmitted { task in
            var task = task
            task.schedule = .immediately(.failed)
            task.failure = ("InvalidImage.FullFace", "No face was found.")
            return task
        }
        let result = try await world.keepreel(["submit", "--wait"] + Self.inputs)
        #expect(result.status == 65)
        #expect(result.errors.contains("InvalidImage.FullFace"))
        let run = try await world.keepreel("run")
        #expect(run.status == 0)
        #expect(!run.errors.contains("InvalidImage"), "told twice: \(run.errors)")
        try await world.stop()
    }

    @Test("a lost reply leads to one task, whose id is printed")
    func lostReply() async throws {
        let world = try await World()
        world.studio.inject(.lostReply, into: .submit)
        let result = try await world.keepreel(["submit"] + Self.inputs)
        #expect(result.status == 0, "\(result.errors)")
        #expect(world.studio.taskIDs == [result.output.trimmingCharacters(in: .newlines)])
        #expect(world.studio.log.requests(to: .submit).count == 1)
        try await world.stop()
    }

    @Test("a process killed between request and reply leaves one task, which the same file finds again")
    func killed() async throws {
        let world = try await World()
        world.studio.inject(.stall(after: 0), into: .submit)
        let job =
            #"{"client_id":"clip","image":"https://a.example/i.png","video":"https://a.example/v.mp4","mode":"wan-pro"}"#
        let file = try world.keepreel.home.write(job + "\n", to: "jobs.jsonl")
        let process = try world.keepreel.start("submit", "--from-file", file)
        try await world.studio.log.wait { _ in world.studio.stalledBodies == 1 }
        process.signal(SIGKILL)
        _ = try await process.result()
        world.studio.releaseStalls()
        #expect(world.studio.taskIDs.count == 1)
        let again = try await world.keepreel("submit", "--from-file", file)
        #expect(again.status == 0, "\(again.errors)")
        #expect(world.studio.taskIDs == [again.output.trimmingCharacters(in: .newlines)])
        #expect(world.studio.log.requests(to: .submit).count == 1)
        try await world.stop()
    }

    @Test("a job file is submitted once, whatever is wrong with some of its lines")
    func jobFile() async throws {
        let world = try await World()
        let good = (1...5).map { number in
            #"{"client_id":"clip-\#(number)","image":"https://a.example/i.png","video":"https://a.example/v.mp4","mode":"wan-std"}"#
        }
        let bad = #"{"image":"https://a.example/i.png","video":"https://a.example/v.mp4","mode":"wan-fast"}"#
        let lines = ["# five clips", good[0], "", "rubbish", good[1], bad] + good[2...]
        let file = try world.keepreel.home.write(lines.joined(separator: "\n"), to: "jobs.jsonl")
        let first = try await world.keepreel("submit", "--from-file", file)
        #expect(first.status == 64)
        #expect(first.output.split(separator: "\n").count == 5)
        #expect(first.errors.contains("line 4"))
        #expect(first.errors.contains("line 6"))
        #expect(first.errors.hasSuffix("keepreel: 5 submitted, 2 refused\n"), "\(first.errors)")
        #expect(world.studio.taskIDs.count == 5)
        let second = try await world.keepreel("submit", "--from-file", file)
        #expect(second.output == first.output)
        #expect(world.studio.taskIDs.count == 5)
        let mended = try await world.keepreel(
            "submit", "--from-file", "-",
            stdin: good.joined(separator: "\n") + "\n" + bad.replacing("fast", with: "pro"))
        #expect(mended.status == 0, "\(mended.errors)")
        #expect(world.studio.taskIDs.count == 6)
        let changed = try await world.keepreel(
            "submit", "--from-file", "-", stdin: good[0].replacing("std", with: "pro"))
        #expect(
            changed.errors
                == "keepreel: line 1 (clip-1) was submitted before as task \(first.output.prefix { $0 != "\n" }), with "
                + "different content, which is not submitted; give it another client_id to submit it\n")
        try await world.stop()
    }

    @Test("a long job file stays within the 5 submits a second that the service takes, lines ending as on Windows")
    func rate() async throws {
        let world = try await World()
        let lines = (1...14).map { number in
            #"{"image":"https://a.example/\#(number).png","video":"https://a.example/v.mp4","mode":"wan-std"}"#
        }
        let result = try await world.keepreel(
            "submit", "--from-file", "-", "--format", "json", stdin: lines.joined(separator: "\r\n"))
        #expect(result.status == 0, "\(result.errors)")
        #expect(world.studio.taskIDs.count == 14)
        #expect(world.studio.log.peakPerSecond { $0.subject == .api(.submit) } <= 5)
        #expect(!world.studio.log.records.contains { $0.status == 429 })
        let told = try result.output.split(separator: "\n").map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        }
        #expect(told.compactMap { $0["task_id"] as? String } == world.studio.submits.map(\.taskID))
        #expect(told.compactMap { $0["line"] as? Int } == Array(1...14))
        try await world.stop()
    }

    @Test("a command that was given twice in a row pays once, unless it is told again")
    func twice() async throws {
        let world = try await World()
        let first = try await world.keepreel(["submit"] + Self.inputs)
        let second = try await world.keepreel(["submit"] + Self.inputs)
        #expect(second.status == 0)
        #expect(second.output == first.output)
        #expect(second.errors.contains("--again"))
        #expect(world.studio.taskIDs.count == 1)
        let third = try await world.keepreel(["submit", "--again"] + Self.inputs)
        #expect(third.status == 0)
        #expect(world.studio.taskIDs.count == 2)
        try await world.stop()
    }

    @Test("a wait goes on beside another run, which may archive the video itself")
    func besideAnotherRun() async throws {
        let world = try await World()
        finishing(world)
        let stalled = try world.studio.addFinished(video: .generated(bytes: 2_000_000))
        try world.studio.inject(.stall(after: 1_000_000), into: stalled.id)
        try await world.add([stalled])
        let run = try world.keepreel.start("run")
        try await world.studio.log.wait { _ in world.studio.stalledBodies == 1 }
        let submit = try RunningProcess.start(
            Keepreel.binary, ["submit", "--wait"] + Self.inputs, environment: world.keepreel.environment,
            workingDirectory: world.keepreel.home.path)
        try await world.studio.log.wait { _ in
            (world.studio.taskIDs.first { $0 != stalled.id }).map { world.studio.queries(of: $0) > 1 } ?? false
        }
        world.studio.releaseStalls()
        #expect(try await run.result().status == 0)
        let result = try await submit.result()
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.split(separator: "\n").count == 2)
        try await world.stop()
    }

    @Test("a wait that is stopped ends cleanly, and the next run archives the video")
    func stoppedWait() async throws {
        let world = try await World()
        finishing(world, after: 2)
        let submit = try RunningProcess.start(
            Keepreel.binary, ["submit", "--wait"] + Self.inputs, environment: world.keepreel.environment,
            workingDirectory: world.keepreel.home.path)
        try await world.studio.log.wait { _ in
            (world.studio.taskIDs.first).map { world.studio.queries(of: $0) == 1 } ?? false
        }
        submit.signal(SIGINT)
        let result = try await submit.result(deadline: .seconds(10))
        #expect(result.status == 130)
        #expect(result.signal == nil)
        #expect(world.studio.taskIDs == [result.output.trimmingCharacters(in: .newlines)])
        _ = try await world.keepreel("run")
        #expect(try await world.keepreel("run").status == 0)
        #expect(try await world.keepreel.entries().first?["state"] as? String == "archived")
        try await world.stop()
    }

    @Test("local files are uploaded once and named by their temporary address")
    func localFiles() async throws {
        let world = try await World()
        let home = world.keepreel.home
        try await InputFiles.writeImage(to: home.file("me.png"))
        try await InputFiles.writeVideo(to: home.file("dance.mp4"))
        let jobs = ["wan-std", "wan-pro"].map { #"{"image":"me.png","video":"dance.mp4","mode":"\#($0)"}"# }
        let file = try home.write(jobs.joined(separator: "\n"), to: "jobs.jsonl")
        let result = try await world.keepreel("submit", "--from-file", file)
        #expect(result.status == 0, "\(result.errors)")
        #expect(world.studio.uploads.count == 2)
        let urls = Set(world.studio.uploads.map { "oss://\($0.key)" })
        for order in world.studio.submits {
            #expect(urls == [order.imageURL, order.videoURL])
        }
        for request in world.studio.log.requests(to: .submit) {
            #expect(request.headers["x-dashscope-ossresourceresolve"] == "enable")
        }
        try await world.stop()
    }

    @Test("what is wrong with a call is told before anything is sent")
    func mistakes() async throws {
        let world = try await World()
        let home = world.keepreel.home
        try await InputFiles.writeImage(to: home.file("small.png"), width: 100, height: 100)
        let mistakes: [([String], String)] = [
            (["--image", "a.png"], "--image, --video and --mode"),
            (Self.inputs.dropLast() + ["wan-best"], "wan-std"),
            (["--image", "small.png"] + Self.inputs.dropFirst(2), "small.png"),
            (["--image", "missing.png"] + Self.inputs.dropFirst(2), "missing.png"),
            (["--image", "ftp://example.com/a.png"] + Self.inputs.dropFirst(2), "http"),
            (Self.inputs + ["--model", "wan2.2-animate-moove"], "did you mean wan2.2-animate-move?"),
            (
                Self.inputs + ["--model", "foo"],
                "keepreel: 'foo' is no image-to-action model; take wan2.2-animate-move or wan2.2-animate-mix"
            ),
            (["--from-file", "none.jsonl"], "none.jsonl"), (["--from-file", ""], "--from-file needs a file name"),
        ]
        for (arguments, text) in mistakes {
            let result = try await world.keepreel(["submit"] + arguments)
            #expect(result.status == 64, "\(arguments): \(result.errors)")
            #expect(result.errors.contains(text), "\(result.errors)")
            #expect(result.output.isEmpty)
        }
        #expect(world.studio.log.records.isEmpty)
        var elsewhere = world.keepreel
        elsewhere.environment["KEEPREEL_STUDIO_ENDPOINT"] = nil
        elsewhere.environment["KEEPREEL_STUDIO_REGION"] = "hongkong"
        let result = try await elsewhere(["submit"] + Self.inputs)
        #expect(result.status == 78)
        #expect(result.errors.contains("beijing or singapore"))
        try await world.stop()
    }

    @Test("a wrong key is told with its region, and nothing is recorded")
    func wrongKey() async throws {
        let world = try await World()
        var keepreel = world.keepreel
        keepreel.environment["DASHSCOPE_API_KEY"] = "sk-of-another-region"
        let result = try await keepreel(["submit"] + Self.inputs)
        #expect(result.status == 77)
        #expect(result.errors.contains("region"))
        #expect(!result.errors.contains("sk-of"))
        #expect(try await keepreel.entries().isEmpty)
        try await world.stop()
    }

    @Test("a queued task is cancelled, a running one is not, and an unknown one is told")
    func cancel() async throws {
        let world = try await World()
        try world.studio.add(SimulatedTask(id: "queued", schedule: .immediately(.pending)))
        try world.studio.add(SimulatedTask(id: "working", schedule: .immediately(.running)))
        try await world.add([SimulatedTask(id: "queued")])
        let cancelled = try await world.keepreel("cancel", "queued")
        #expect(cancelled.status == 0, "\(cancelled.errors)")
        #expect(cancelled.output == "task queued is cancelled\n" && cancelled.errors.isEmpty)
        #expect(try await world.keepreel.entries().first?["task_status"] as? String == "CANCELED")
        #expect(try await world.keepreel("cancel", "queued").status == 0)
        let words = "cancelled at Model Studio"
        #expect(try await world.keepreel("status", "queued").output.hasSuffix("  \(words)\n"))
        #expect(try await world.keepreel("link", "queued").errors == "keepreel: task queued was \(words)\n")
        #expect(try await world.keepreel("run").errors == "keepreel: task queued was \(words)\n")
        let working = try await world.keepreel("cancel", "working")
        #expect(working.status == 75)
        #expect(
            working.errors.wholeMatch(
                of: /keepreel: task working is RUNNING( \(request [^)]+\))?; only PENDING tasks can be cancelled\n/)
                != nil,
            "\(working.errors)")
        let json = try await world.keepreel("cancel", "queued", "working", "--format", "json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(object["cancelled"] as? [String] == ["queued"] && json.status == 75)
        let failed = try #require((object["not_cancelled"] as? [[String: Any]])?.first)
        #expect(failed["task_id"] as? String == "working")
        #expect((failed["error"] as? String)?.contains("only PENDING tasks") == true)
        #expect(try await world.keepreel("cancel", "-q", "queued").output.isEmpty)
        var keyless = world.keepreel
        keyless.environment["DASHSCOPE_API_KEY"] = "sk-of-nobody"
        let ended = try await keyless("cancel", "queued", "working")
        #expect(ended.status == 77 && ended.errors.hasSuffix("keepreel: 1 more not tried\n"), "\(ended.errors)")
        #expect(try await world.keepreel("cancel", "strange").status == 66)
        #expect(try await world.keepreel("cancel", "../secrets").status == 64)
        try await world.stop()
    }
}
