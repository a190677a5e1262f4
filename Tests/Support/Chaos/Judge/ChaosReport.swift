import Foundation

/// What came of a chaos run.
public struct ChaosReport: Sendable {
    /// What was to be done.
    public let plan: ChaosPlan
    /// All that is not as it has to be.
    public let complaints: [String]
    /// What went wrong on which side.
    public let faults: FaultCounts
    /// How often a run was killed.
    public let kills: Int
    /// How often two runs were started at once.
    public let overlaps: Int
    /// Bytes the storage was sent of videos that can be saved.
    public let bytesSent: Int64
    /// Bytes it was sent of the others, in vain.
    public let bytesInVain: Int64
    /// How many videos that can be saved were sent in full more than twice, for whatever reason.
    public let sentOften: Int
    /// How long it took.
    public let seconds: Double

    init(
        plan: ChaosPlan, observation: ChaosObservation, faults: FaultCounts, kills: Int, overlaps: Int, seconds: Double
    ) {
        self.plan = plan
        complaints = ChaosVerdict(plan, observation).complaints
        self.faults = faults
        self.kills = kills
        self.overlaps = overlaps
        let savable = plan.videos.filter { $0.fate == .savable }.map(\.id)
        bytesSent = observation.bodies.reduce(0) { sum, body in
            savable.contains { body.key.contains($0) } ? sum + body.bytes : sum
        }
        bytesInVain = observation.bodies.reduce(0) { $0 + $1.bytes } - bytesSent
        sentOften = plan.videos.count { $0.fate == .savable && observation.sent($0).inFull > 2 }
        self.seconds = seconds
    }

    /// One line of figures.
    public var summary: String {
        let excess = 100 * Double(bytesSent - plan.bytesNeeded) / Double(max(1, plan.bytesNeeded))
        return [
            "seed \(plan.seed) (\(plan.dialect)): \(complaints.isEmpty ? "green" : "RED")",
            "\(plan.videos.count) videos",
            "faults \(faults.studio) Model Studio, \(faults.source) source, \(faults.storage) storage, "
                + "\(faults.connections) connections",
            "\(kills) kills", "\(overlaps) overlapping runs", "\(plan.bytesNeeded) bytes needed", "\(bytesSent) sent",
            String(format: "%.1f %% excess", excess), "\(sentOften) videos sent more than twice",
            "\(bytesInVain) bytes of damaged videos",
            String(format: "%.0f s", seconds),
        ].joined(separator: ", ")
    }
}
