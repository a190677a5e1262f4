import FoundationEssentials

/// Everything of a simulator that changes.
struct SimulatorState: Sendable {
    /// By task id.
    var tasks: [String: TaskRecord] = [:]
    /// By key.
    var objects: [String: StoredObject] = [:]
    /// By key.
    var objectFaults: [String: FaultPlan<Fault>] = [:]
    var apiFaults: [APIEndpoint: FaultPlan<APIFault>] = [:]
    var rateLimit = RateLimit()
    /// How far the simulated clock is ahead, in seconds.
    var clockOffset: TimeInterval = 0
    /// What a submitted task becomes.
    var submitted: @Sendable (SimulatedTask) -> SimulatedTask = { $0 }

    var now: Date { Date() + clockOffset }
}
