import Simulation

/// What goes wrong by chance in a scenario.
struct ScenarioDisturbance: Decodable {
    /// Where chance begins; 1 if it is absent.
    var seed: UInt64?
    /// The share of requests that are answered with 429.
    var throttled: Double?
    /// The share of requests that are answered with 500.
    var failed: Double?
    /// The share of answers that end in the middle.
    var cut: Double?
    /// With which operations; all if it is absent.
    var endpoints: [String]?

    /// Sets it up on a simulator.
    func play(on simulator: ModelStudioSimulator) throws {
        let chosen = try endpoints?.map { name in
            guard let endpoint = APIEndpoint(rawValue: name) else {
                throw ScenarioError(message: "unknown endpoint: \(name)")
            }
            return endpoint
        }
        simulator.disturb(
            seed: seed ?? 1, rates: DisturbanceRates(throttled: throttled ?? 0, failed: failed ?? 0, cut: cut ?? 0),
            endpoints: Set(chosen ?? APIEndpoint.allCases))
    }
}
