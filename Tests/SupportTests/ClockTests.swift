import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("The simulator's clock and keys", .timeLimit(.minutes(5)))
struct ClockTests {
    @Test("every answer tells the simulated time in Date, errors and the buckets included")
    func date() async throws {
        let simulator = try await ModelStudioSimulator.start()
        // 2030-01-01 00:00:00 UTC, a Tuesday.
        simulator.advanceClock(by: 1_893_456_000 - Date().timeIntervalSince1970)
        let task = try simulator.addFinished(video: .bytes([1]))
        let studio = Studio(simulator: simulator)
        simulator.inject(.htmlPage(status: 502), into: .cancel)
        let replies = [
            try await studio.get("/tasks/\(task.id)"), try await studio.get("/tasks"), try await studio.get("/none"),
            try await studio.post("/tasks/x/cancel"), try await Curl.get(simulator.apiURL + "/tasks"),
            try await Curl.get(try simulator.url(of: task.id)), try await Curl.get(simulator.baseURL, "-d", ""),
        ]
        #expect(replies.map(\.status) == [200, 200, 404, 502, 401, 200, 400])
        for reply in replies {
            #expect(reply.headers["date"]?.hasPrefix("Tue, 01 Jan 2030 00:0") == true)
            #expect(reply.headers["date"]?.hasSuffix(" GMT") == true)
        }
        await simulator.stop()
    }

    @Test("the key of another region is one the service does not know")
    func otherRegion() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let reply = try await Curl.get(
            simulator.apiURL + "/tasks", "-H", "Authorization: Bearer sk-of-another-region")
        let error = try reply.decoded(StudioError.self)
        #expect(reply.status == 401)
        #expect((error.code, error.message) == ("InvalidApiKey", "Invalid API-key provided."))
        await simulator.stop()
    }
}
