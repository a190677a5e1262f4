import Foundation
import TestServers

/// Carries out a plan: trouble first, then runs in peace, then the judgement.
public struct ChaosRun: Sendable {
    let plan: ChaosPlan
    let world: ChaosWorld
    /// When the trouble has to be over.
    let end: ContinuousClock.Instant
    var notes: [RunNote] = []
    var overlaps = 0
    var kills = 0

    /// How long a run that is not killed may take in trouble.
    var maxTime: String { "\(plan.secondsOfRuns)s" }
    /// How many runs in peace there are at most until nothing is left to do.
    private static let peacefulRuns = 6

    /// Seconds after which every URL of the run is dead and every task forgotten.
    private static let aDay = 25 * 3600.0

    /// Carries out a plan and judges what came of it.
    /// - Parameter limit: how long the trouble may last.
    public static func report(of plan: ChaosPlan, limit: Duration) async throws -> ChaosReport {
        let begin = ContinuousClock.now
        var run = ChaosRun(plan: plan, world: try await ChaosWorld(plan), end: begin + limit)
        let faults = try await run.carryOut()
        let observation = try await run.observe()
        let report = ChaosReport(
            plan: plan, observation: observation, faults: faults, kills: run.kills, overlaps: run.overlaps,
            seconds: (ContinuousClock.now - begin) / .seconds(1))
        try await run.world.stop()
        return report
    }

    private mutating func carryOut() async throws -> FaultCounts {
        try await world.beginTrouble()
        for (number, planned) in plan.runs.enumerated() {
            try await begin(planned.newVideos)
            try await carryOut(planned.trouble, "run \(number + 1)")
        }
        while kills < plan.kills, ContinuousClock.now < end {
            try await kill(PlannedRun.Kill(requests: 0, pause: 20 * (plan.kills - kills)), "a further run")
        }
        let faults = try await world.endTrouble()
        try await finish()
        return faults
    }

    /// Videos come to be, and keepreel is told of them, whether a run is going or not.
    private func begin(_ videos: Range<Int>) async throws {
        try await world.create(plan.videos[videos])
        let ids = plan.videos[videos].map(\.id).joined(separator: "\n")
        let added = try await world.keepreel("add", "-", stdin: ids)
        guard added.status == 0 else {
            throw ServerError.failed(program: "keepreel add", status: added.status, output: added.errors)
        }
    }

    /// Nothing goes wrong any more: all that can be saved is saved, and a day later what is damaged is lost.
    private mutating func finish() async throws {
        for number in 1...Self.peacefulRuns {
            notes.append(try await RunNote("run \(number) in peace", endOf: world.start(["run"])))
            let states = try await world.states()
            if plan.videos.allSatisfy({ $0.fate.isDamaged || ["archived", "lost"].contains(states[$0.id]) }) { break }
        }
        let world = world
        notes += try await world.withClocks(ahead: Self.aDay) {
            [
                try await RunNote("the run a day later", endOf: world.start(["run"])),
                try await RunNote("the last run", endOf: world.start(["run"])),
            ]
        }
    }
}
