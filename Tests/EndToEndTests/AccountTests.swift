import Foundation
import SeededRandom
import Simulation
import TestServers
import Testing

@Suite("A whole account, by the built binary", .serialized, .timeLimit(.minutes(5)))
struct AccountTests {
    private static let day = 24 * 3600.0

    /// A task every half minute, in all states and of several models; most of them are none of the run's business.
    private func populate(_ studio: ModelStudioSimulator, count: Int) throws -> Set<String> {
        var random = SeededGenerator(seed: 3)
        var finished: Set<String> = []
        let others: [StatusSchedule] = [
            .immediately(.failed), .immediately(.canceled), .immediately(.running), .immediately(.pending),
            .immediately(.suspended), .immediately(.postProcessing),
        ]
        for number in 0..<count {
            let id = "task-\(number)"
            let isWanted = Int.random(in: 0..<10, using: &random) < 4
            let model = isWanted ? ["wan2.2-animate-move", "wan2.2-animate-mix"][number % 2] : "wan2.5-i2v-preview"
            let hasEnded = Int.random(in: 0..<10, using: &random) < 4
            var task = SimulatedTask(
                id: id, model: model, schedule: hasEnded ? .immediately(.succeeded) : others[number % others.count],
                results: hasEnded ? [.object(SimulatedObject(.generated(bytes: 20_000 + Int64(number))))] : [])
            // Somewhat younger than a day, as the oldest may be forgotten while the run goes on.
            task.submitTime = studio.now - (Self.day - 600) * Double(number + 1) / Double(count)
            if hasEnded { task.endTime = task.submitTime.map { $0 + 120 } }
            try studio.add(task)
            if isWanted, hasEnded { finished.insert(id) }
        }
        return finished
    }

    @Test("one run archives all that is finished of 3,000 tasks, and nothing else, within the rate of the account")
    func threeThousand() async throws {
        var options = SimulatorOptions()
        options.requestsPerSecond = 20
        let world = try await World(options)
        let finished = try populate(world.studio, count: 3000)
        world.studio.disturb(seed: 1, rates: DisturbanceRates(throttled: 0.03, failed: 0.02, cut: 0.01))
        // Tasks come in while the list is read: its pages shift.
        let studio = world.studio
        studio.whenListed { [unowned studio] request in
            guard request.number % 7 == 0 else { return }
            try studio.add(SimulatedTask(id: "new-\(request.number)", schedule: .immediately(.pending)))
        }
        var keepreel = world.keepreel
        keepreel.environment["KEEPREEL_DISCOVER_ENABLED"] = "true"
        keepreel.environment["KEEPREEL_TRANSFER_RETRIES"] = "8"
        let run = try await keepreel("run")
        #expect(run.status == 0, "\(run.errors.prefix(2000))")
        #expect(run.output.contains("\(finished.count) archived ("))
        #expect(run.output.contains("\(finished.count) finished, \(finished.count) archived"))
        #expect(world.studio.log.peakPerSecond { if case .api = $0.subject { true } else { false } } < 20)
        let archived = try await keepreel.entries().filter { $0["state"] as? String == "archived" }
        #expect(Set(archived.compactMap { $0["task_id"] as? String }) == finished)
        let gets = world.studio.log.records.filter { if case .object = $0.subject { true } else { false } }
        #expect(gets.count == finished.count)

        world.studio.log.clear()
        let again = try await keepreel("run")
        #expect(again.status == 0, "\(again.errors.prefix(2000))")
        #expect(again.output.hasPrefix("keepreel: 0 archived"))
        #expect(!world.studio.log.records.contains { if case .object = $0.subject { true } else { false } })
        try await world.stop()
    }

    @Test("5,000 waiting tasks cost little of the rate and no memory")
    func manyWaiting() async throws {
        var options = SimulatorOptions()
        options.requestsPerSecond = 20
        let world = try await World(options)
        var keepreel = world.keepreel
        keepreel.environment["KEEPREEL_DISCOVER_ENABLED"] = "true"
        let few = try await keepreel("run")
        for number in 0..<5000 {
            var task = SimulatedTask(id: "task-\(number)", schedule: .immediately(.pending))
            task.submitTime = world.studio.now - Double(number) * 10
            try world.studio.add(task)
        }
        let run = try await keepreel("run")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("5000 pending"))
        let requests = world.studio.log.records.count
        #expect(requests < 300, "\(requests) requests")
        #expect(world.studio.log.peakPerSecond() < 20)
        // A page of the list and a page of the manifest are all that is held.
        #expect(run.peakMemory - few.peakMemory < 12 << 20, "\(run.peakMemory) against \(few.peakMemory)")
        try await world.stop()
    }
}
