import Simulation
import TestServers

/// Requests to the simulated API.
struct Studio {
    var simulator: ModelStudioSimulator

    /// GET of a path with the right key.
    func get(_ path: String, _ options: String...) async throws -> CurlReply {
        try await Curl.run(simulator.apiURL + path, key + options)
    }

    /// POST to a path with the right key.
    func post(_ path: String, _ options: String...) async throws -> CurlReply {
        try await Curl.run(simulator.apiURL + path, key + ["-X", "POST"] + options)
    }

    private var key: [String] { ["-H", "Authorization: Bearer \(simulator.apiKey)"] }
}
