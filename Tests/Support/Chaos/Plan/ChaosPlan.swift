public import Simulation
public import TestServers

/// All that goes wrong in one chaos run, and when: a pure value that follows from its seed.
public struct ChaosPlan: Sendable, Equatable {
    /// Where chance begins.
    public var seed: UInt64
    /// The storage's protocol: S3 for odd seeds, OSS for even ones.
    public var dialect: StorageDialect
    /// All videos, in the order in which they come to be.
    public var videos: [PlannedVideo]
    /// The runs while things go wrong, in their order.
    public var runs: [PlannedRun]
    /// How often an answer of Model Studio goes wrong.
    public var studioRates: DisturbanceRates
    /// How often connections go wrong.
    public var chances = LaneChances()
    /// What goes wrong at the storage with whatever video it meets.
    public var storageFaults: [ServerFault]
    /// How long a run that is not killed may take while things go wrong.
    public var secondsOfRuns: Int
    /// How often a run is killed; one that ended before is run again.
    public var kills: Int

    /// The plan of a seed.
    public init(seed: UInt64, scale: ChaosScale) {
        var maker = ChaosMaker(seed: seed, scale: scale)
        self.seed = seed
        dialect = seed.isMultiple(of: 2) ? .oss : .s3
        videos = maker.videos()
        runs = maker.runs(videos: videos.count)
        studioRates = DisturbanceRates(throttled: 0.02, failed: 0.04, cut: 0.03)
        storageFaults = maker.faultsOfAnyKey()
        kills = scale.kills
        secondsOfRuns = scale.secondsOfRuns
    }

    /// The bytes that have to get into the bucket.
    public var bytesNeeded: Int64 { videos.filter { $0.fate == .savable }.reduce(0) { $0 + $1.size } }
}
