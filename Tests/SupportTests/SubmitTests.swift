import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("Submitting and canceling simulated tasks", .timeLimit(.minutes(5)))
struct SubmitTests {
    private static let path = "/services/aigc/image2video/video-synthesis"
    private static let good = """
        {"model":"wan2.2-animate-move","input":{"image_url":"https://a/i.jpg","video_url":"https://a/v.mp4","watermark":true},
        "parameters":{"mode":"wan-std","check_image":false}}
        """

    private func submit(_ simulator: ModelStudioSimulator, _ body: String) async throws -> CurlReply {
        try await Studio(simulator: simulator).post(
            Self.path, "-H", "X-DashScope-Async: enable", "-H", "Content-Type: application/json", "-d", body)
    }

    @Test("a submitted task is PENDING at first and becomes what the test says")
    func submission() async throws {
        let simulator = try await ModelStudioSimulator.start()
        simulator.whenSubmitted { task in
            var task = task
            task.schedule = StatusSchedule([.init(.pending, queries: 1)], then: .succeeded)
            task.results = [.object(SimulatedObject(.bytes([1])))]
            return task
        }
        let reply = try await submit(simulator, Self.good)
        let output = try reply.decoded(StudioReply.self).output
        #expect(reply.status == 200)
        #expect(output.task_status == "PENDING")
        let studio = Studio(simulator: simulator)
        _ = try await studio.get("/tasks/\(output.task_id)")
        let second = try await studio.get("/tasks/\(output.task_id)").decoded(StudioReply.self).output
        #expect(second.task_status == "SUCCEEDED")
        #expect(simulator.taskIDs == [output.task_id])
        await simulator.stop()
    }

    @Test("without X-DashScope-Async a submit brings 403")
    func synchronousSubmit() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let reply = try await Studio(simulator: simulator).post(
            Self.path, "-H", "Content-Type: application/json", "-d", Self.good)
        #expect(reply.status == 403)
        #expect(simulator.taskIDs.isEmpty)
        await simulator.stop()
    }

    @Test(
        "only the documented fields and values are taken",
        arguments: [
            ("not json", 400), ("[]", 400),
            (#"{"model":"wan2.2-animate-move","input":{},"parameters":{"mode":"wan-std"}}"#, 400),
            (good.replacing("wan-std", with: "fast"), 400), (good.replacing("wan2.2-animate-move", with: "wan9"), 404),
            (good.replacing(#""watermark":true"#, with: #""watermark":"yes""#), 400),
            (good.replacing(#""watermark":true"#, with: #""prompt":null"#), 400),
            (good.replacing("https://a/i.jpg", with: "file:///i.jpg"), 400),
        ])
    func refusals(body: String, status: Int) async throws {
        let simulator = try await ModelStudioSimulator.start()
        #expect(try await submit(simulator, body).status == status)
        #expect(simulator.taskIDs.isEmpty)
        await simulator.stop()
    }

    @Test("only a pending task can be canceled")
    func cancel() async throws {
        let simulator = try await ModelStudioSimulator.start()
        try simulator.add(SimulatedTask(id: "waiting", schedule: .immediately(.pending)))
        try simulator.add(SimulatedTask(id: "running", schedule: .immediately(.running)))
        let studio = Studio(simulator: simulator)
        #expect(try await studio.post("/tasks/waiting/cancel").status == 200)
        let output = try await studio.get("/tasks/waiting").decoded(StudioReply.self).output
        #expect(output.task_status == "CANCELED")
        for id in ["running", "waiting", "nobody"] {
            let reply = try await studio.post("/tasks/\(id)/cancel")
            #expect(reply.status == 400)
            #expect(try reply.decoded(StudioError.self).code == "UnsupportedOperation")
        }
        await simulator.stop()
    }

    @Test(
        "submits have a limit of their own, five a second",
        arguments: [(5, nil), (2, 2), (nil, 100)] as [(Int?, Int?)])
    func submitLimit(limit: Int?, others: Int?) async throws {
        var options = SimulatorOptions()
        #expect(options.submitsPerSecond == 5)
        (options.submitsPerSecond, options.requestsPerSecond) = (limit, others)
        let simulator = try await ModelStudioSimulator.start(options)
        // One curl sends all of them within a second, on one connection. The limit comes before the order is read.
        let url = simulator.apiURL + "/services/aigc/image2video/video-synthesis"
        let urls = (0..<8).flatMap { _ in ["-o", "/dev/null", url] }
        let key = ["-H", "Authorization: Bearer \(simulator.apiKey)", "-d", ""]
        _ = try await Curl.run(url, key + urls)
        let statuses = simulator.log.requests(to: .submit).map(\.status)
        #expect(statuses.count == 9)
        #expect(statuses.count { $0 == 429 } == (limit.map { 9 - $0 } ?? 0))
        await simulator.stop()
    }

    @Test("above the rate limit the answer is 429, for each operation by itself")
    func rateLimit() async throws {
        var options = SimulatorOptions()
        options.requestsPerSecond = 3
        let simulator = try await ModelStudioSimulator.start(options)
        // One curl sends all of them within a second, on one connection.
        let urls = (0..<8).flatMap { ["-o", "/dev/null", simulator.apiURL + "/tasks/\($0)"] }
        _ = try await Curl.run(
            simulator.apiURL + "/tasks/last", ["-H", "Authorization: Bearer \(simulator.apiKey)"] + urls)
        let statuses = simulator.log.requests(to: .query).map(\.status)
        #expect(statuses.count == 9)
        #expect(statuses.prefix(3) == [200, 200, 200])
        #expect(statuses.contains(429))
        #expect(try await Studio(simulator: simulator).get("/tasks/").status == 200)
        #expect(simulator.log.connections() == 2)
        await simulator.stop()
    }
}
