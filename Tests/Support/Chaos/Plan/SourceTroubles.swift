import SeededRandom
import Simulation

/// Faults of the source, chosen by chance.
enum SourceTroubles {
    /// One after which the source goes on, or is asked again.
    static func breaking(size: Int64, _ random: inout SeededGenerator) -> PlannedVideo.SourceTrouble {
        let place = Int64.random(in: 0..<size, using: &random)
        let faults: [Fault] = [
            .status(500), .status(503), .noReply, .htmlPage, .xmlError, .emptyBody, .ignoredRange, .missingLength,
            .contentLength(off: 100), .contentLength(off: -100), .cut(after: place), .cut(after: 0),
            .cut(after: size - 1),
            .stall(after: place), .trickle(bytes: 16 << 10, every: .milliseconds(2)),
        ]
        return trouble(faults, size: size, &random)
    }

    /// One that makes what was sent so far worthless.
    static func spoiling(size: Int64, _ random: inout SeededGenerator) -> PlannedVideo.SourceTrouble {
        let place = Int64.random(in: 0..<size, using: &random)
        return trouble([.flippedByte(at: place), .wrongChecksum, .notVideo, .changingETag], size: size, &random)
    }

    private static func trouble(
        _ faults: [Fault], size: Int64, _ random: inout SeededGenerator
    ) -> PlannedVideo.SourceTrouble {
        let parts = Int(size / ChaosSettings.partSize)
        return PlannedVideo.SourceTrouble(
            fault: faults[Int.random(in: 0..<faults.count, using: &random)],
            skipping: Int.random(in: 0...parts, using: &random))
    }
}
