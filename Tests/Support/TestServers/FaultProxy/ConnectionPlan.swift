/// Which connection of a ``FaultProxy`` meets which fault.
struct ConnectionPlan: Sendable {
    private struct Entry: Sendable {
        var fault: ConnectionFault
        var skips: Int
        var times: Int?
    }

    private var entries: [Entry] = []
    private var chance: (seed: UInt64, chances: ConnectionChances)?
    /// Connections so far.
    private(set) var connections: UInt64 = 0
    /// The faults that came about, in their order.
    private(set) var struck: [ConnectionFault] = []

    mutating func add(_ fault: ConnectionFault, times: Int?, skipping: Int) {
        entries.append(Entry(fault: fault, skips: skipping, times: times))
    }

    mutating func disturb(seed: UInt64, _ chances: ConnectionChances) { chance = (seed, chances) }

    mutating func clear() {
        entries = []
        chance = nil
    }

    /// The fault of the next connection: the first one that is due, or else one of chance.
    mutating func next() -> ConnectionFault? {
        connections += 1
        return dueEntry() ?? chance.flatMap { $0.chances.fault(seed: $0.seed, connection: connections) }
    }

    /// Takes note that a fault came about.
    mutating func strike(_ fault: ConnectionFault) { struck.append(fault) }

    private mutating func dueEntry() -> ConnectionFault? {
        for index in entries.indices {
            if entries[index].skips > 0 {
                entries[index].skips -= 1
                continue
            }
            let fault = entries[index].fault
            if let times = entries[index].times {
                entries[index].times = times - 1
                if times <= 1 { entries.remove(at: index) }
            }
            return fault
        }
        return nil
    }
}
