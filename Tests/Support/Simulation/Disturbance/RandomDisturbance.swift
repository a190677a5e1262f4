import SeededRandom

/// Faults by chance: which request gets which follows from the seed and how many requests came before.
struct RandomDisturbance: Sendable {
    private let seed: UInt64
    private let rates: DisturbanceRates
    private let endpoints: Set<APIEndpoint>
    private var requests: UInt64 = 0

    init(seed: UInt64, rates: DisturbanceRates, endpoints: Set<APIEndpoint>) {
        self.seed = seed
        self.rates = rates
        self.endpoints = endpoints
    }

    /// The fault of the next request; requests to other operations do not count.
    mutating func next(for endpoint: APIEndpoint) -> APIFault? {
        guard endpoints.contains(endpoint) else { return nil }
        requests += 1
        // Seeds of neighbors may not share numbers of neighboring requests.
        var seeds = SeededGenerator(seed: seed)
        var generator = SeededGenerator(seed: seeds.next() ^ requests)
        return rates.fault(at: Double.random(in: 0..<1, using: &generator))
    }
}
