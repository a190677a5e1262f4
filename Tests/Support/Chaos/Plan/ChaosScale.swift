/// How large a chaos run is.
public struct ChaosScale: Sendable {
    /// Small videos that can be saved, of 1 KiB to ``smallLimit``.
    public var small: Int
    /// The size of the largest of the small, in bytes.
    public var smallLimit: Int64
    /// Sizes of videos that go up in parts, in bytes: how many of which range.
    public var large: [(count: Int, sizes: ClosedRange<Int64>)]
    /// Videos of each fate that cannot be saved.
    public var unsavable: Int
    /// How often a run is killed.
    public var kills: Int
    /// How often two runs are started at once.
    public var overlaps: Int
    /// How long a run that is not killed may take while things go wrong.
    public var secondsOfRuns: Int

    /// 300 videos of 1 KiB to 60 MB.
    public static let full = ChaosScale(
        small: 252, smallLimit: 2 << 20, large: [(25, 5_300_000...20_000_000), (3, 60_000_000...60_000_000)],
        unsavable: 5, kills: 20, overlaps: 4,
        secondsOfRuns: 10)
    /// All kinds of trouble in little time.
    public static let short = ChaosScale(
        small: 50, smallLimit: 1 << 20, large: [(4, 5_300_000...11_000_000), (1, 20_000_000...20_000_000)],
        unsavable: 2, kills: 6, overlaps: 2,
        secondsOfRuns: 5)

    /// How many videos there are.
    public var videos: Int { small + large.reduce(0) { $0 + $1.count } + unsavable * (VideoFate.allCases.count - 1) }

    /// The smallest video there is, in bytes.
    static let smallest: Int64 = 1024
}
