import SeededRandom
import Simulation
import TestServers

/// Makes the parts of a plan, one after the other, from one sequence of random numbers.
struct ChaosMaker {
    let scale: ChaosScale
    var random: SeededGenerator

    init(seed: UInt64, scale: ChaosScale) {
        self.scale = scale
        // Seeds of neighbors may not share numbers.
        var seeds = SeededGenerator(seed: seed)
        random = SeededGenerator(seed: seeds.next())
    }

    /// All videos, shuffled.
    mutating func videos() -> [PlannedVideo] {
        var kinds: [(size: Int64, fate: VideoFate)] = []
        for _ in 0..<scale.small { kinds.append((smallSize(), .savable)) }
        for (count, sizes) in scale.large {
            for _ in 0..<count { kinds.append((Int64.random(in: sizes, using: &random), .savable)) }
        }
        for fate in VideoFate.allCases where fate != .savable {
            for number in 0..<scale.unsavable {
                // One of each kind goes up in parts.
                kinds.append((number == 0 ? 6_000_000 : smallSize(), fate))
            }
        }
        kinds.shuffle(using: &random)
        return kinds.enumerated().map { number, kind in
            var video = PlannedVideo(
                id: "clip-\(String(number + 10_000).dropFirst())", size: kind.size,
                seed: UInt64.random(in: 1...UInt64.max, using: &random), fate: kind.fate)
            if kind.fate == .savable { addTroubles(to: &video) }
            return video
        }
    }

    /// Small sizes are as likely as large ones.
    private mutating func smallSize() -> Int64 {
        let bits = Int64(scale.smallLimit.trailingZeroBitCount - 1)
        let floor = Int64(1) << Int64.random(in: 10...bits, using: &random)
        return max(ChaosScale.smallest, Int64.random(in: floor...(2 * floor), using: &random))
    }

    private mutating func addTroubles(to video: inout PlannedVideo) {
        let isLarge = video.size > ChaosSettings.partSize
        // What makes the whole video, or a part of it, travel again happens to each video once at most: that is what it
        // may cost.
        let costly = Int.random(in: 0..<(isLarge ? 3 : 8), using: &random)
        if costly == 0 { video.sourceTroubles.append(SourceTroubles.spoiling(size: video.size, &random)) }
        if costly == 1 { video.storageFaults.append(StorageTroubles.costly(isLarge: isLarge, video.id, &random)) }
        video.spoilings = costly < 2 ? 1 : 0
        for _ in 0..<Int.random(in: 0...(isLarge ? 2 : 1), using: &random) {
            video.sourceTroubles.append(SourceTroubles.breaking(size: video.size, &random))
        }
        if Int.random(in: 0..<(isLarge ? 2 : 5), using: &random) == 0 {
            video.storageFaults.append(StorageTroubles.cheap(isLarge: isLarge, video.id, &random))
        }
    }

    /// Faults of the storage that meet whoever comes.
    mutating func faultsOfAnyKey() -> [ServerFault] {
        (0..<scale.kills).map { _ in StorageTroubles.beside(&random) }
    }

    /// The runs: every kind of trouble, in any order, and new videos before each.
    mutating func runs(videos: Int) -> [PlannedRun] {
        // Some of the kills happen to runs that others wait for.
        let overlappedKills = scale.overlaps / 2
        let newVideos = videos / (scale.kills + scale.overlaps)
        var troubles: [PlannedRun.Trouble] = [
            .fullDisk(kibibytes: Int.random(in: 40...400, using: &random)),
            .clockOff(seconds: Bool.random(using: &random) ? 3600 : -3600),
        ]
        for number in 0..<scale.overlaps {
            troubles.append(.overlapped(number < overlappedKills ? kill(newVideos: newVideos) : nil))
        }
        for _ in 0..<(scale.kills - overlappedKills) { troubles.append(.killed(kill(newVideos: newVideos))) }
        troubles.shuffle(using: &random)
        return troubles.enumerated().map { number, trouble in
            let start = videos * number / troubles.count
            return PlannedRun(trouble: trouble, newVideos: start..<(videos * (number + 1) / troubles.count))
        }
    }

    private mutating func kill(newVideos: Int) -> PlannedRun.Kill {
        PlannedRun.Kill(
            requests: Int.random(in: 0...(2 * newVideos), using: &random),
            pause: Int.random(in: 0...250, using: &random))
    }
}
