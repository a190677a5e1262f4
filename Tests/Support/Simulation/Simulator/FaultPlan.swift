/// The faults of one object or one endpoint that are still to happen.
struct FaultPlan<Fault: Sendable>: Sendable {
    private struct Entry: Sendable {
        var fault: Fault
        var skips: Int
        var times: Int?
    }

    private var entries: [Entry] = []

    /// How many are still to happen, lasting ones not counted.
    var pending: Int { entries.count { $0.times != nil } }

    /// - Parameters:
    ///   - times: how often it happens; `nil`: every time.
    ///   - skipping: how many requests pass untouched before.
    mutating func add(_ fault: Fault, times: Int?, skipping: Int) {
        entries.append(Entry(fault: fault, skips: skipping, times: times))
    }

    /// The faults of the next request: every lasting one, and of the counted ones the first that is due.
    mutating func next() -> [Fault] {
        var faults: [Fault] = []
        var countedOneIsTaken = false
        for index in entries.indices {
            if entries[index].skips > 0 {
                entries[index].skips -= 1
            } else if let times = entries[index].times {
                guard !countedOneIsTaken, times > 0 else { continue }
                countedOneIsTaken = true
                entries[index].times = times - 1
                faults.append(entries[index].fault)
            } else {
                faults.append(entries[index].fault)
            }
        }
        entries.removeAll { $0.times == 0 }
        return faults
    }
}
