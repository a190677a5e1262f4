import TestServers

/// The ways of keepreel to the three services it talks to, each of which breaks by chance.
struct ChaosLanes: Sendable {
    let studio: FaultProxy
    let source: FaultProxy
    let storage: FaultProxy

    init() throws {
        studio = try FaultProxy()
        source = try FaultProxy()
        storage = try FaultProxy()
    }

    private var all: [FaultProxy] { [studio, source, storage] }

    /// How many connections went wrong so far.
    var faults: Int { all.reduce(0) { $0 + $1.faults.count } }

    /// Lets connections go wrong as planned.
    func disturb(_ plan: ChaosPlan) {
        studio.disturb(seed: plan.seed, plan.chances.studio)
        // Equal seeds on all lanes would bring equal faults.
        source.disturb(seed: plan.seed &+ 1000, plan.chances.source)
        storage.disturb(seed: plan.seed &+ 2000, plan.chances.storage)
    }

    /// Lets all connections to come be whole, and ends those there are.
    func calm() {
        for proxy in all {
            proxy.clearFaults()
            proxy.resetConnections()
        }
    }

    func stop() {
        for proxy in all { proxy.stop() }
    }
}
