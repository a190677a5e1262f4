extension ModelStudioSimulator {
    /// Makes GETs of a task's result go wrong. Of faults that happen a number of times one is used up by each GET, in
    /// the order they were injected; lasting ones happen beside them.
    /// - Parameters:
    ///   - fault: what goes wrong.
    ///   - id: the task's id.
    ///   - index: which of its results.
    ///   - times: how often; `nil`: every time.
    ///   - skipping: how many GETs pass untouched before.
    public func inject(
        _ fault: Fault, into id: String, index: Int = 0, times: Int? = 1, skipping: Int = 0
    ) throws {
        let key = try key(of: id, index: index)
        core.withState { $0.objectFaults[key, default: FaultPlan()].add(fault, times: times, skipping: skipping) }
    }

    /// Makes requests to the API go wrong.
    /// - Parameters:
    ///   - fault: what goes wrong.
    ///   - endpoint: with which operation.
    ///   - times: how often; `nil`: every time.
    ///   - skipping: how many requests pass untouched before.
    public func inject(_ fault: APIFault, into endpoint: APIEndpoint, times: Int? = 1, skipping: Int = 0) {
        core.withState { $0.apiFaults[endpoint, default: FaultPlan()].add(fault, times: times, skipping: skipping) }
    }

    /// Makes answers go wrong by chance. The same seed brings the same faults to the same number of the request,
    /// counted over these operations.
    /// - Parameters:
    ///   - seed: where chance begins.
    ///   - rates: how often what happens.
    ///   - endpoints: with which operations.
    public func disturb(
        seed: UInt64, rates: DisturbanceRates, endpoints: Set<APIEndpoint> = Set(APIEndpoint.allCases)
    ) {
        let disturbance = RandomDisturbance(seed: seed, rates: rates, endpoints: endpoints)
        core.withState { $0.disturbances.append(disturbance) }
    }

    /// Takes back the faults of chance; those injected stay.
    public func endDisturbances() { core.withState { $0.disturbances = [] } }

    /// How many faults happened so far, to GETs of results and to requests to the API.
    public var faultsGiven: (objects: Int, api: Int) { core.withState { $0.faultsGiven } }

    /// How many injected faults are still to happen, lasting ones not counted.
    public var pendingFaults: Int {
        core.withState { state in
            state.objectFaults.values.reduce(0) { $0 + $1.pending }
                + state.apiFaults.values.reduce(0) { $0 + $1.pending }
        }
    }

    /// Takes back all faults that have not happened yet, those of chance included.
    public func clearFaults() {
        core.withState { state in
            state.disturbances = []
            state.objectFaults = [:]
            state.apiFaults = [:]
        }
    }

    /// Lets all bodies go on that are stalled now.
    public func releaseStalls() { core.gate.release() }

    /// How many bodies are stalled now.
    public var stalledBodies: Int { core.gate.waitingCount }

    /// Forgets all requests, and all queries of tasks, so that their schedules begin anew.
    public func reset() { core.reset() }
}
