import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("Pings to a monitor", .timeLimit(.minutes(2)))
struct PingTests {
    /// A machine on which a run has nothing to do, or what it has fails.
    private static func idle(_ ping: String) throws -> Keepreel {
        var keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        keepreel.environment["KEEPREEL_NOTIFY_PING"] = ping
        return keepreel
    }

    @Test("a run tells that it begins and how it ended, with its summary and what went wrong; a dry run nothing")
    func signals() async throws {
        let monitor = try PingServer()
        defer { monitor.stop() }
        let keepreel = try Self.idle(monitor.url)
        let good = try await keepreel("run")
        #expect(good.status == 0 && good.errors.isEmpty)
        #expect(
            monitor.received == [
                PingServer.Ping(path: "/start", body: ""), PingServer.Ping(path: "", body: good.output),
            ])
        _ = try await keepreel("add", "a-task")
        _ = try await keepreel("run", "--dry-run")
        #expect(monitor.received.count == 2)
        let bad = try await keepreel("run", "-q")
        #expect(bad.status == 69)
        #expect(monitor.received.dropFirst(2).map(\.path) == ["/start", "/69"])
        let body = try #require(monitor.received.last?.body)
        #expect(body.hasPrefix("keepreel: 0 archived"))
        #expect(body.contains("Model Studio"), "\(body)")
    }

    @Test("what fails before a run begins is told, a run that finds another one under way is not")
    func early() async throws {
        let monitor = try PingServer()
        defer { monitor.stop() }
        var keepreel = try Self.idle(monitor.url)
        _ = try await keepreel("run")
        let locked = try await runProcess(
            "flock", [keepreel.manifestPath + ".lock", Keepreel.binary, "run"], environment: keepreel.environment)
        #expect(locked.status == 75)
        #expect(monitor.received.count == 2)
        keepreel.environment["AWS_ACCESS_KEY_ID"] = nil
        keepreel.environment["AWS_SECRET_ACCESS_KEY"] = nil
        keepreel.environment["AWS_EC2_METADATA_DISABLED"] = "true"
        let refused = try await keepreel("run")
        #expect(refused.status == 77)
        #expect(monitor.received.dropFirst(2).map(\.path) == ["/77"])
        #expect(monitor.received.last?.body == refused.errors)
    }

    @Test("a monitor that refuses, errs, redirects or is not there costs one warning line, which names its host alone")
    func troubles() async throws {
        let redirecting = try PingServer(answering: "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n")
        let erring = try PingServer(answering: "HTTP/1.1 500 Oh\r\n")
        let missing = try PingServer(answering: "HTTP/1.1 404 Not Found\r\n")
        defer { for server in [redirecting, erring, missing] { server.stop() } }
        let cases = [
            (redirecting.url, "it answered 302"), (erring.url, "it answered 500"), (missing.url, "it answered 404"),
            ("\(try FreePort.deadEndpoint())/\(PingServer.secret)", "no connection came about"),
        ]
        try await withThrowingTaskGroup { group in
            for (url, reason) in cases {
                group.addTask {
                    let result = try await Self.idle(url)("run", "-vv")
                    #expect(result.status == 0, "\(reason)")
                    let lines = result.errors.split(separator: "\n")
                    #expect(lines.count == 1 && result.errors.contains(reason), "\(result.errors)")
                    #expect(result.errors.hasPrefix("keepreel: warning: the monitor at 127.0.0.1 was not told: "))
                    #expect(!(result.errors + result.output).contains(PingServer.secret))
                }
            }
            try await group.waitForAll()
        }
        #expect(
            erring.received.map(\.path) == ["/start", "/start", ""],
            "one more try, and none of the end where the start was not taken")
    }

    @Test("a monitor that says nothing does not delay a stop, and does not hold the lock")
    func silent() async throws {
        let silent = try SilentServer()
        defer { silent.stop() }
        let keepreel = try Self.idle("\(silent.url)/\(PingServer.secret)")
        let run = try keepreel.start("run")
        try await run.wait { output, _ in output.contains("archived") }
        // Its work is done and on record, and the lock is free while it waits for the monitor.
        try await silent.wait(connections: 1)
        var isRecorded = false
        while !isRecorded, run.isRunning {
            isRecorded = try await keepreel("status", "--runs", "1").output.contains("done")
        }
        run.signal(SIGTERM)
        let begin = ContinuousClock.now
        let result = try await run.result(deadline: .seconds(30))
        #expect(begin.duration(to: .now) < .seconds(5))
        #expect(result.status == 143)
        #expect(try await keepreel("status", "--runs", "1").output.contains("done"))
    }

    @Test("a monitor that says nothing does not outlast --max-time for long")
    func maxTime() async throws {
        let silent = try SilentServer()
        defer { silent.stop() }
        let begin = ContinuousClock.now
        let run = try await Self.idle("\(silent.url)/\(PingServer.secret)")("run", "--max-time", "2s")
        #expect(begin.duration(to: .now) < .seconds(8))
        #expect(run.status == 0 && run.errors.contains("it did not answer in time"), "\(run.errors)")
    }

    @Test("what went wrong with a task is told with its name, once")
    func names() async throws {
        let monitor = try PingServer()
        defer { monitor.stop() }
        let studio = try await ModelStudioSimulator.start()
        var keepreel = try Keepreel(api: studio.apiURL, apiKey: studio.apiKey, endpoint: try FreePort.deadEndpoint())
        keepreel.environment["KEEPREEL_NOTIFY_PING"] = monitor.url
        _ = try await keepreel("add", "gone")
        #expect(try await keepreel("run").status == 65)
        #expect(monitor.received.last?.body.contains("\nLOST task gone: ") == true, "\(monitor.received)")
        await studio.stop()
    }

    @Test("a run that is stopped tells its exit code")
    func stopped() async throws {
        let monitor = try PingServer()
        defer { monitor.stop() }
        let studio = try await ModelStudioSimulator.start()
        var keepreel = try Keepreel(
            api: studio.apiURL, apiKey: studio.apiKey, endpoint: try FreePort.deadEndpoint())
        keepreel.environment["KEEPREEL_NOTIFY_PING"] = monitor.url
        let task = SimulatedTask(schedule: .immediately(.running))
        try studio.add(task)
        _ = try await keepreel("add", task.id)
        let run = try keepreel.start("run", "--watch", "1h")
        try await studio.log.wait { $0.contains { $0.isFinished } }
        run.signal(SIGTERM)
        #expect(try await run.result(deadline: .seconds(15)).status == 143)
        #expect(monitor.received.last?.path == "/143")
        await studio.stop()
    }
}
