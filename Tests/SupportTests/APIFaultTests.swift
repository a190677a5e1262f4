import Simulation
import TestServers
import Testing

@Suite("Faults of the simulated API", .timeLimit(.minutes(5)))
struct APIFaultTests {
    private func query(
        _ fault: APIFault, _ body: (ModelStudioSimulator, CurlReply) async throws -> Void
    ) async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes([1]))
        simulator.inject(fault, into: .query)
        let studio = Studio(simulator: simulator)
        try await body(simulator, try await studio.get("/tasks/\(task.id)"))
        #expect(try await studio.get("/tasks/\(task.id)").decoded(StudioReply.self).output.task_status == "SUCCEEDED")
        await simulator.stop()
    }

    @Test("a status comes with a flat error body")
    func status() async throws {
        try await query(.status(503, code: "ModelUnavailable")) { simulator, reply in
            let error = try reply.decoded(StudioError.self)
            #expect(reply.status == 503)
            #expect(error.code == "ModelUnavailable")
            #expect(simulator.queries(of: simulator.taskIDs[0]) == 0)
        }
    }

    @Test("a gateway's error is an HTML page")
    func htmlPage() async throws {
        try await query(.htmlPage(status: 502)) { _, reply in
            #expect(reply.status == 502)
            #expect(reply.headers["content-type"] == "text/html")
        }
    }

    @Test("an answer that is not JSON, or only the beginning of it")
    func brokenBodies() async throws {
        try await query(.invalidJSON) { _, reply in
            #expect(reply.status == 200)
            #expect(throws: (any Error).self) { try reply.decoded(StudioReply.self) }
        }
        try await query(.cut(after: 20)) { _, reply in
            #expect(reply.exit == 18)
            #expect(reply.body.count == 20)
        }
    }

    @Test("no answer leaves the request undone, a lost answer does not")
    func lostReplies() async throws {
        try await query(.noReply) { simulator, reply in
            #expect(reply.exit == 52)
            #expect(simulator.queries(of: simulator.taskIDs[0]) == 0)
        }
        try await query(.lostReply) { simulator, reply in
            #expect(reply.exit == 52)
            #expect(simulator.queries(of: simulator.taskIDs[0]) == 1)
        }
    }

    @Test("a delayed answer comes late and whole")
    func delay() async throws {
        let start = ContinuousClock.now
        try await query(.delay(.milliseconds(200))) { _, reply in
            #expect(reply.status == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(200))
        }
    }

    @Test("a stalled answer goes on when it is released")
    func stall() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes([1]))
        simulator.inject(.stall(after: 5), into: .query)
        async let reply = Studio(simulator: simulator).get("/tasks/\(task.id)")
        try await simulator.log.wait { $0.first?.bytesSent == 5 && simulator.stalledBodies == 1 }
        simulator.releaseStalls()
        #expect(try await reply.decoded(StudioReply.self).output.task_status == "SUCCEEDED")
        await simulator.stop()
    }
}
