/// How many requests of each operation came within the last second.
struct RateLimit: Sendable {
    private var taken: [APIEndpoint: [ContinuousClock.Instant]] = [:]

    /// Takes one request, unless there were `limit` within the second before `now`.
    mutating func admits(_ endpoint: APIEndpoint, limit: Int, now: ContinuousClock.Instant) -> Bool {
        let recent = taken[endpoint, default: []].filter { now - $0 < .seconds(1) }
        guard recent.count < limit else {
            taken[endpoint] = recent
            return false
        }
        taken[endpoint] = recent + [now]
        return true
    }
}
