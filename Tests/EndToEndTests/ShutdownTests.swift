import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("Signals in every phase", .timeLimit(.minutes(2)))
struct ShutdownTests {
    /// Ten seconds are for uploads; what is left to tell and to save afterwards takes little.
    private static let bound = Duration.seconds(13)

    /// A user's machine whose Model Studio is simulated and whose storage does as it is told.
    private struct Place {
        let studio: ModelStudioSimulator
        let server: any ControlledServer
        var keepreel: Keepreel

        init() async throws {
            studio = try await ModelStudioSimulator.start()
            server = try await StrictS3Server.start(.aws, buckets: ["videos"])
            keepreel = try Keepreel(api: studio.apiURL, apiKey: studio.apiKey, endpoint: server.endpoint)
            keepreel.environment["KEEPREEL_STORAGE_REGION"] = server.region
            keepreel.environment["KEEPREEL_STORAGE_PROFILE"] = server.profile
            keepreel.environment["KEEPREEL_STORAGE_ADDRESSING"] = server.addressing.rawValue
            keepreel.environment["AWS_ACCESS_KEY_ID"] = server.administrator.accessKeyID
            keepreel.environment["AWS_SECRET_ACCESS_KEY"] = server.administrator.secretAccessKey
            keepreel.environment["KEEPREEL_TRANSFER_PART_SIZE"] = "5MiB"
            keepreel.environment["KEEPREEL_TRANSFER_RETRIES"] = "5"
        }

        /// Whether the storage has what is never answered, or waits for what never comes.
        func isReached(_ phase: Phase) async throws -> Bool {
            switch phase.action {
            case "InitiateMultipartUpload": try await !server.control.uploads(in: "videos").isEmpty
            case "PutObject" where phase.isStored, "CompleteMultipartUpload":
                try await !server.control.objects(in: "videos").isEmpty
            default:
                try await server.control.pendingFaults() == 0
            }
        }

        func stop() async throws {
            try await keepreel.expectNothingTold()
            try await server.stop()
            await studio.stop()
        }
    }

    /// Sends the signal once the phase is reached, and takes the time until the end.
    private static func expectEnd(
        _ run: RunningProcess, _ name: String, signal number: CInt = SIGTERM, within bound: Duration = bound
    ) async throws -> ProcessResult {
        run.signal(number)
        let begin = ContinuousClock.now
        let result = try await run.result(deadline: .seconds(60))
        let time = begin.duration(to: .now)
        #expect(time < bound, "\(name): \(time)")
        #expect(result.status == (number == SIGINT ? 130 : 143), "\(name): \(result.output)\(result.errors)")
        return result
    }

    @Test("a command that waits for a server that says nothing ends by a signal at once")
    func silent() async throws {
        let commands: [(name: String, command: [String], setting: String, path: String)] = [
            ("discovering", ["run"], "KEEPREEL_STUDIO_ENDPOINT", "/api/v1"),
            ("querying", ["run", "--no-discover"], "KEEPREEL_STUDIO_ENDPOINT", "/api/v1"),
            ("cancel", ["cancel", "some-task"], "KEEPREEL_STUDIO_ENDPOINT", "/api/v1"),
            ("storage's place", ["run", "--no-discover"], "KEEPREEL_STORAGE_ENDPOINT", ""),
            ("prune", ["prune"], "KEEPREEL_STORAGE_ENDPOINT", ""),
            ("doctor", ["doctor"], "KEEPREEL_STORAGE_ENDPOINT", ""),
            ("recover", ["recover"], "KEEPREEL_STORAGE_ENDPOINT", ""),
            ("keys", ["run"], "AWS_CONTAINER_CREDENTIALS_FULL_URI", "/keys"),
            ("submit", ["submit", "--from-file", "jobs.jsonl"], "KEEPREEL_STUDIO_ENDPOINT", "/api/v1"),
        ]
        try await withThrowingTaskGroup { group in
            for (name, command, setting, path) in commands {
                group.addTask {
                    let silent = try SilentServer()
                    defer { silent.stop() }
                    let studio = try await ModelStudioSimulator.start()
                    var keepreel = try Keepreel(
                        api: studio.apiURL, apiKey: studio.apiKey, endpoint: try FreePort.deadEndpoint())
                    try await keepreel.add(studio)
                    let job =
                        #"{"client_id":"a","image":"https://example.com/a.png","video":"https://example.com/v.mp4","mode":"wan-std"}"#
                    try keepreel.home.write(job, to: "jobs.jsonl")
                    keepreel.environment["KEEPREEL_DISCOVER_ENABLED"] = "true"
                    keepreel.environment["KEEPREEL_TRANSFER_RETRIES"] = "5"
                    keepreel.environment[setting] = silent.url + path
                    if setting == "AWS_CONTAINER_CREDENTIALS_FULL_URI" {
                        keepreel.environment["AWS_ACCESS_KEY_ID"] = nil
                        keepreel.environment["AWS_SECRET_ACCESS_KEY"] = nil
                    }
                    let run = try keepreel.start(command)
                    try await silent.wait()
                    _ = try await Self.expectEnd(run, name)
                    await studio.stop()
                }
            }
            try await group.waitForAll()
        }
    }

    /// Where a run with one video stands when the signal comes.
    private struct Phase: Sendable {
        var name: String
        var bytes: Int64
        var fault: ServerFault
        var action: String
        /// Whether it is told a second time.
        var isTwice = false

        /// Whether the whole object is there, though nobody was told.
        var isStored: Bool { action != "UploadPart" && bytes != 4_000_000 && action != "InitiateMultipartUpload" }
    }

    private static let phases: [Phase] = [
        Phase(name: "the answer to a PUT", bytes: 100_000, fault: .late, action: "PutObject"),
        Phase(name: "the middle of a PUT", bytes: 4_000_000, fault: .stall, action: "PutObject", isTwice: true),
        Phase(name: "a beginning", bytes: 12_000_000, fault: .late, action: "InitiateMultipartUpload"),
        Phase(
            name: "a beginning", bytes: 12_000_000, fault: .late, action: "InitiateMultipartUpload", isTwice: true),
        Phase(name: "a part", bytes: 12_000_000, fault: .stall.on(nil, skip: 1), action: "UploadPart"),
        Phase(name: "the answer to a completion", bytes: 12_000_000, fault: .late, action: "CompleteMultipartUpload"),
    ]

    @Test("a run that waits for the storage ends in time; the next one finishes, sends nothing anew and leaves nothing")
    func storage() async throws {
        try await withThrowingTaskGroup { group in
            for phase in Self.phases { group.addTask { try await Self.expectResumable(phase) } }
            try await group.waitForAll()
        }
    }

    private static func expectResumable(_ phase: Phase) async throws {
        let name = phase.name + (phase.isTwice ? ", told twice" : "")
        let place = try await Place()
        let id = try await place.keepreel.add(place.studio, bytes: phase.bytes)
        let skip = phase.action == "UploadPart" ? 1 : 0
        try await place.server.control.add(phase.fault.on(phase.action, skip: skip))
        let run = try place.keepreel.start("run")
        while try await !place.isReached(phase), run.isRunning {}
        if phase.isTwice {
            run.signal(SIGTERM)
            try await run.wait { _, errors in errors.contains("stopping") }
        }
        _ = try await expectEnd(run, name, within: phase.isTwice ? .seconds(3) : bound)
        try await place.server.control.clearFaults()
        let sent = try await place.server.control.report().requests
        try await place.server.control.clearRequests()
        let next = try await place.keepreel("run")
        #expect(next.status == 0 && next.output.contains("1 archived"), "\(name): \(next.output)\(next.errors)")
        #expect(try await place.server.control.uploads(in: "videos").isEmpty, "\(name)")
        let again = try await place.server.control.report()
        switch phase.action {
        case "PutObject" where phase.isStored: #expect(again.requests("PutObject").isEmpty, "\(name)")
        case "CompleteMultipartUpload": #expect(again.requests("UploadPart").isEmpty, "\(name)")
        case "UploadPart":
            let whole = sent.filter { $0.action == "UploadPart" && $0.status == 200 }.count
            #expect(again.requests("UploadPart").count == 3 - whole, "\(name)")
        default: break
        }
        #expect(try await place.keepreel("link", id).status == 0, "\(name)")
        try await place.stop()
    }

    @Test("a program that is to print keys is ended with the command that waits for it")
    func keyProgram() async throws {
        let studio = try await ModelStudioSimulator.start()
        var keepreel = try Keepreel(api: studio.apiURL, apiKey: studio.apiKey, endpoint: try FreePort.deadEndpoint())
        keepreel.environment["AWS_ACCESS_KEY_ID"] = nil
        keepreel.environment["AWS_SECRET_ACCESS_KEY"] = nil
        let program = try keepreel.home.write("#!/bin/sh\necho $$ > pid\nexec sleep 1000\n", to: "keys.sh")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        let config = try keepreel.home.write("[default]\ncredential_process = \(program)\n", to: "config")
        keepreel.environment["AWS_CONFIG_FILE"] = config
        let run = try keepreel.start("run")
        let note = keepreel.home.file("pid")
        var pid: pid_t?
        while pid == nil, run.isRunning {
            pid = (try? String(contentsOfFile: note, encoding: .utf8)).flatMap { pid_t($0.dropLast()) }
        }
        _ = try await Self.expectEnd(run, "credential_process")
        let child = try #require(pid)
        let end = ContinuousClock.now + .seconds(5)
        while kill(child, 0) == 0, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(2)) }
        #expect(kill(child, 0) != 0)
        kill(child, SIGKILL)
        await studio.stop()
    }

    /// A run that pauses, as its one task is not finished yet.
    private static func watching() async throws -> (World, RunningProcess) {
        let world = try await World()
        let task = SimulatedTask(schedule: .immediately(.running))
        try world.studio.add(task)
        try await world.add([task])
        let watch = try world.keepreel.start("run", "--watch", "1h")
        try await world.studio.log.wait { $0.contains { $0.isFinished } }
        return (world, watch)
    }

    @Test("a pause between two rounds, a wait for the lock and a wait for a task end by a signal at once")
    func pauses() async throws {
        let (world, watch) = try await Self.watching()
        let second = try world.keepreel.start("run", "--wait-lock", "1h")
        try await second.wait { _, errors in errors.contains("waiting for another run") }
        _ = try await Self.expectEnd(second, "lock", within: .seconds(3))
        _ = try await Self.expectEnd(watch, "watch", signal: SIGINT, within: .seconds(3))
        try await world.stop()
    }

    @Test("submit --wait ends by a signal at once where it pauses between two questions, and the task stays known")
    func waitingSubmit() async throws {
        let world = try await World()
        world.studio.whenSubmitted { task in
            var task = task
            task.schedule = .immediately(.running)
            return task
        }
        let submit = try world.keepreel.start(
            "submit", "--wait", "--image", "https://example.com/a.png", "--video", "https://example.com/v.mp4",
            "--mode", "wan-std")
        try await world.studio.log.wait { $0.contains { $0.isFinished && $0.subject == .api(.query) } }
        let result = try await Self.expectEnd(submit, "submit --wait", within: .seconds(3))
        #expect(!result.output.isEmpty)
        #expect(try await world.keepreel.entries().first?["state"] as? String == "waiting")
        try await world.stop()
    }

    @Test("verify ends by a signal at once where it pauses before another try", arguments: [[], ["--deep"]])
    func pausingVerify(options: [String]) async throws {
        let place = try await Place()
        _ = try await place.keepreel.add(place.studio, bytes: 20_000)
        #expect(try await place.keepreel("run").status == 0)
        let action = options.isEmpty ? "HeadObject" : "GetObject"
        try await place.server.control.clearRequests()
        try await place.server.control.add(.error(503, "SlowDown").on(action, times: 99))
        let verify = try place.keepreel.start(["verify"] + options)
        while try await place.server.control.report().requests(action).count < 4, verify.isRunning {
            await Task.yield()
        }
        _ = try await Self.expectEnd(verify, "verify", signal: SIGINT, within: .seconds(3))
        try await place.server.control.clearFaults()
        try await place.stop()
    }

    @Test("--max-time bounds the wait for the lock, too")
    func maxTimeAndLock() async throws {
        let (world, watch) = try await Self.watching()
        let begin = ContinuousClock.now
        let second = try await world.keepreel("run", "--wait-lock", "20s", "--max-time", "1s")
        #expect(second.status == 75)
        #expect(begin.duration(to: .now) < .seconds(10))
        _ = try await Self.expectEnd(watch, "watch", within: .seconds(3))
        try await world.stop()
    }
}
