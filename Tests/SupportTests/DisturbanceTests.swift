import Simulation
import TestServers
import Testing

@Suite("Disturbance by chance", .timeLimit(.minutes(5)))
struct DisturbanceTests {
    /// What `count` queries on one connection meet: the status, or 0 for an answer that ended early.
    private func queries(_ count: Int, seed: UInt64, rates: DisturbanceRates) async throws -> [Int] {
        let simulator = try await ModelStudioSimulator.start()
        simulator.disturb(seed: seed, rates: rates, endpoints: [.query])
        try simulator.add(SimulatedTask(id: "one", schedule: .immediately(.running)))
        let urls = (1..<count).flatMap { _ in ["-o", "/dev/null", simulator.apiURL + "/tasks/one"] }
        let key = ["-H", "Authorization: Bearer \(simulator.apiKey)"]
        _ = try await Curl.run(simulator.apiURL + "/tasks/one", key + urls)
        #expect(try await Studio(simulator: simulator).get("/tasks").status == 200)
        let whole = simulator.log.requests(to: .query).map(\.bytesSent).max()
        let outcomes = simulator.log.requests(to: .query).map { request in
            request.status == 200 && request.bytesSent != whole ? 0 : request.status
        }
        await simulator.stop()
        return outcomes
    }

    @Test("the same seed brings the same faults, another seed others, and about as many as the rates say")
    func seeds() async throws {
        let rates = DisturbanceRates(throttled: 0.2, failed: 0.1, cut: 0.1)
        let first = try await queries(200, seed: 1, rates: rates)
        #expect(first.count == 200)
        #expect(try await queries(200, seed: 1, rates: rates) == first)
        #expect(try await queries(200, seed: 2, rates: rates) != first)
        #expect((20...60).contains(first.count { $0 == 429 }))
        #expect((8...36).contains(first.count { $0 == 500 }))
        #expect((8...36).contains(first.count { $0 == 0 }))
    }

    @Test("a share of one is every request, and cleared faults are over")
    func always() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let studio = Studio(simulator: simulator)
        simulator.disturb(seed: 9, rates: DisturbanceRates(throttled: 1))
        for path in ["/tasks/x", "/tasks", "/uploads?action=getPolicy&model=m"] {
            let reply = try await studio.get(path)
            #expect(reply.status == 429)
            #expect(try reply.decoded(StudioError.self).code == "Throttling.RateQuota")
        }
        simulator.clearFaults()
        #expect(try await studio.get("/tasks/x").status == 200)
        await simulator.stop()
    }

    @Test("a submit whose answer is cut in half was carried out")
    func cut() async throws {
        let simulator = try await ModelStudioSimulator.start()
        simulator.disturb(seed: 9, rates: DisturbanceRates(cut: 1))
        let reply = try await Studio(simulator: simulator).submit(image: "https://a/i.png", video: "https://a/v.mp4")
        #expect(reply.exit == 18)
        #expect(!reply.body.isEmpty)
        #expect(simulator.submits.count == 1)
        await simulator.stop()
    }
}
