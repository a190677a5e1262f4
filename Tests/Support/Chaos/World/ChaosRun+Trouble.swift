import Foundation
import TestServers

extension ChaosRun {
    /// One run and what happens to it.
    mutating func carryOut(_ trouble: PlannedRun.Trouble, _ label: String) async throws {
        switch trouble {
        case .killed(let kill): try await self.kill(kill, label)
        case .overlapped(let kill): try await overlap(kill, label)
        case .fullDisk(let kibibytes):
            let run = try world.start(["run", "--max-time", maxTime], kibibytes: kibibytes)
            notes.append(try await RunNote("\(label), with a full disk", endOf: run, isDiskFull: true))
        case .clockOff(let seconds):
            let world = world
            let label = "\(label), with clocks \(Int(seconds)) s ahead"
            let arguments = ["run", "--max-time", maxTime]
            notes.append(
                try await world.withClocks(ahead: seconds) {
                    try await RunNote(label, endOf: world.start(arguments))
                })
        }
    }

    /// A run that ends before its time is run again, to be killed sooner.
    mutating func kill(_ kill: PlannedRun.Kill, _ label: String) async throws {
        var kill = kill
        for _ in 0..<3 {
            let run = try world.start(["run", "--max-time", "60s"])
            try await strike(run, kill)
            notes.append(try await RunNote("\(label), killed", endOf: run))
            if notes.last?.isKilled == true {
                kills += 1
                return
            }
            kill = kill.sooner
        }
    }

    private mutating func overlap(_ kill: PlannedRun.Kill?, _ label: String) async throws {
        let first = try world.start(["run", "--max-time", maxTime])
        let waiting = kill == nil ? [] : ["--wait-lock", "60s"]
        let second = try world.start(["run", "--max-time", maxTime] + waiting)
        if let kill { try await strike(first, kill) }
        notes.append(try await RunNote("\(label), the first of two", endOf: first))
        if notes.last?.isKilled == true { kills += 1 }
        notes.append(try await RunNote("\(label), the second of two", endOf: second))
        overlaps += 1
    }

    /// Kills a run so long after it has asked the source so often, or after 8 s.
    private func strike(_ run: RunningProcess, _ kill: PlannedRun.Kill) async throws {
        let before = world.sourceRequests
        let end = ContinuousClock.now + .seconds(8)
        while run.isRunning, world.sourceRequests < before + kill.requests, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(2))
        }
        try await Task.sleep(for: .milliseconds(kill.pause))
        run.signal(SIGKILL)
    }
}
