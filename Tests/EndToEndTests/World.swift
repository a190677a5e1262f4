import Simulation
import TestServers

/// A simulated Model Studio, a real S3 server and a user's machine.
struct World {
    let studio: ModelStudioSimulator
    let storage: SeaweedFS
    let keepreel: Keepreel

    init(_ options: SimulatorOptions = SimulatorOptions(), tls: Bool = false) async throws {
        studio = try await ModelStudioSimulator.start(options)
        storage = try await SeaweedFS.start(buckets: ["videos"], anonymousRead: true, tls: tls)
        keepreel = try Keepreel(api: studio.apiURL, apiKey: studio.apiKey, endpoint: storage.endpoint)
    }

    /// Registers tasks as a user does.
    func add(_ tasks: [SimulatedTask]) async throws {
        let result = try await keepreel("add", "-", stdin: tasks.map(\.id).joined(separator: "\n"))
        guard result.status == 0 else {
            throw ServerError.failed(program: "keepreel add", status: result.status, output: result.errors)
        }
    }

    func stop() async throws {
        try await keepreel.expectNothingTold()
        try await storage.stop()
        await studio.stop()
    }
}

extension [SeaweedFS.RequestCount] {
    /// How many requests of one kind there were.
    func total(_ action: String) -> Int { filter { $0.action == action }.reduce(0) { $0 + $1.count } }
}
