/// How many videos are in each state.
public struct VideoCounts: Sendable, Equatable {
    private var byState: [VideoState: Int]

    init(_ byState: [VideoState: Int]) { self.byState = byState }

    /// How many are in `state`.
    public subscript(state: VideoState) -> Int { byState[state] ?? 0 }

    /// How many there are in all.
    public var total: Int { byState.values.reduce(0, +) }
}
