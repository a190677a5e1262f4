import Failures

/// When a video that was postponed is begun again in the same run.
enum SecondChance: Equatable {
    /// In the next round, not before this wait is over.
    case after(Duration)
    /// Not in this run: what came would come again, or no repetition helps.
    case never

    private static let shortest = Duration.seconds(15)
    /// Short enough to try often before a deadline.
    private static let longest = Duration.seconds(300)

    /// - Parameter postponements: of the video in this run, this one included, from 1.
    init(after disposition: Disposition, postponements: Int) {
        switch disposition {
        case .refuseContent, .giveUp: self = .never
        case .retry, .unreachable, .renewSource, .stop:
            let doublings = min(max(postponements, 1) - 1, 10)
            self = .after(min(Self.shortest * (1 << doublings), Self.longest))
        }
    }
}
