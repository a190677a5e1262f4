import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("Querying simulated tasks", .timeLimit(.minutes(5)))
struct TaskQueryTests {
    @Test("without a key and with a wrong one the answer is 401 with a flat body")
    func keys() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let url = simulator.apiURL + "/tasks/x"
        let none = try await Curl.get(url)
        #expect(none.status == 401)
        #expect(try none.decoded(StudioError.self).code == "InvalidApiKey")
        #expect(try none.decoded(StudioError.self).message == "No API-key provided.")
        let wrong = try await Curl.get(url, "-H", "Authorization: Bearer sk-other")
        #expect(wrong.status == 401)
        #expect(try wrong.decoded(StudioError.self).message == "Invalid API-key provided.")
        await simulator.stop()
    }

    @Test("X-DashScope-Async on a query brings 403")
    func asynchronousQuery() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes([1]))
        let reply = try await Studio(simulator: simulator).get("/tasks/\(task.id)", "-H", "X-DashScope-Async: enable")
        #expect(reply.status == 403)
        #expect(try reply.decoded(StudioError.self).code == "AccessDenied")
        await simulator.stop()
    }

    @Test("an unknown id is a 200 with status UNKNOWN")
    func unknownTask() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let reply = try await Studio(simulator: simulator).get("/tasks/0385dc79")
        #expect(reply.status == 200)
        #expect(try reply.decoded(StudioReply.self).output.task_status == "UNKNOWN")
        await simulator.stop()
    }

    @Test("a task shows its schedule, then its result with times in UTC+8")
    func schedule() async throws {
        let simulator = try await ModelStudioSimulator.start()
        var task = SimulatedTask(
            schedule: StatusSchedule([.init(.pending, queries: 1), .init(.running, queries: 2)], then: .succeeded),
            results: [.object(SimulatedObject(.bytes([1, 2, 3])))])
        task.submitTime = Date() - 60
        task.endTime = Date(timeIntervalSince1970: 1_758_180_881.898)
        try simulator.add(task)
        let studio = Studio(simulator: simulator)
        var seen: [String] = []
        for _ in 0..<3 {
            seen.append(try await studio.get("/tasks/\(task.id)").decoded(StudioReply.self).output.task_status)
        }
        #expect(seen == ["PENDING", "RUNNING", "RUNNING"])
        let output = try await studio.get("/tasks/\(task.id)").decoded(StudioReply.self).output
        #expect(output.task_status == "SUCCEEDED")
        #expect(output.end_time == "2025-09-18 15:34:41.898")
        guard case .object(let results)? = output.results else { throw SimulationError.noSuchTask(task.id) }
        #expect(results["video_url"]?.contains("?Expires=1758267279&") == true)
        #expect(simulator.queries(of: task.id) == 4)
        await simulator.stop()
    }

    @Test("a failed task is a 200 with code and message")
    func failedTask() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFailed(code: "InternalError.Timeout", message: "Too late.")
        let reply = try await Studio(simulator: simulator).get("/tasks/\(task.id)")
        let output = try reply.decoded(StudioReply.self).output
        #expect(reply.status == 200)
        #expect(output.task_status == "FAILED")
        #expect(output.code == "InternalError.Timeout")
        #expect(output.message == "Too late.")
        await simulator.stop()
    }

    @Test("a task id is forgotten 24 hours after its submission")
    func retention() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes([1]))
        simulator.advanceClock(by: 24 * 3600)
        let output = try await Studio(simulator: simulator).get("/tasks/\(task.id)").decoded(StudioReply.self).output
        #expect(output.task_status == "UNKNOWN")
        await simulator.stop()
    }

    @Test("it can be kept for 24 hours from its end instead, however long it took")
    func retentionFromEnd() async throws {
        var options = SimulatorOptions()
        options.retention = .fromEnd
        let simulator = try await ModelStudioSimulator.start(options)
        for (id, end) in [("kept", 23.0), ("gone", 25)] {
            var task = SimulatedTask(id: id, shape: .noMedia)
            (task.submitTime, task.endTime) = (simulator.now - 40 * 3600, simulator.now - end * 3600)
            try simulator.add(task)
        }
        var waiting = SimulatedTask(id: "waiting", schedule: .immediately(.pending))
        waiting.submitTime = simulator.now - 40 * 3600
        try simulator.add(waiting)
        for (id, status) in [("kept", "SUCCEEDED"), ("gone", "UNKNOWN"), ("waiting", "PENDING")] {
            let reply = try await Studio(simulator: simulator).get("/tasks/\(id)")
            #expect(try reply.decoded(StudioReply.self).output.task_status == status)
        }
        await simulator.stop()
    }

    @Test(
        "the URL stands where the family of the model has it",
        arguments: [
            (ResultShape.video, #""video_url":"http"#), (.animate, #""results":{"video_url":"http"#),
            (.outputVideo, #""output_video_url":"http"#), (.choices, #""image":"http"#), (.noMedia, "template_id"),
            (.raw(#"{"output":{"task_id":"{id}","odd":"{url}"}}"#), #""odd":"http"#),
        ])
    func shapes(shape: ResultShape, expected: String) async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes([1]), shape: shape)
        #expect(try await Studio(simulator: simulator).get("/tasks/\(task.id)").text.contains(expected))
        await simulator.stop()
    }

    @Test("a failed entry stands between good ones and is counted")
    func partialFailure() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let image = SimulatedObject(.bytes([9]), contentType: "image/png")
        let task = SimulatedTask(
            shape: .images,
            results: [.object(image), .failed(code: "DataInspectionFailed", message: "No."), .object(image)])
        try simulator.add(task)
        let output = try await Studio(simulator: simulator).get("/tasks/\(task.id)").decoded(StudioReply.self).output
        guard case .array(let entries)? = output.results else { throw SimulationError.noSuchTask(task.id) }
        #expect(entries.map { $0["code"] } == [nil, "DataInspectionFailed", nil])
        #expect(entries[2]["url"]?.contains("-2.png?") == true)
        #expect(output.task_metrics == ["TOTAL": 3, "SUCCEEDED": 2, "FAILED": 1])
        await simulator.stop()
    }

    @Test("a URL is the same at every query, or signed anew where a task says so")
    func signing() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes([1]))
        let first = try simulator.url(of: task.id)
        simulator.advanceClock(by: 60)
        #expect(try simulator.url(of: task.id) == first)
        try simulator.update(task.id) { $0.signsEveryQuery = true }
        #expect(try simulator.url(of: task.id) != first)
        await simulator.stop()
    }
}
