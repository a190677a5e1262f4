/// The process exit codes users and scripts may rely on (`keepreel --help` and the README list them).
public enum ExitStatus: Int32, Error, CaseIterable {
    case done = 0
    case usage = 64
    case lost = 65
    case unknownTask = 66
    case unavailable = 69
    case bug = 70
    case unfinished = 75
    case credentials = 77
    case configuration = 78
    case interrupted = 130
    case terminated = 143

    /// Where several statuses apply to one run, the gravest is the one that is returned.
    private static let gravestFirst: [ExitStatus] = [
        .interrupted, .terminated, .usage,
        .bug, .configuration, .credentials, .unavailable, .lost, .unknownTask, .unfinished, .done,
    ]

    private var rank: Int { Self.gravestFirst.firstIndex(of: self) ?? 0 }

    /// The graver of the two.
    public func orGraver(_ other: ExitStatus) -> ExitStatus { rank <= other.rank ? self : other }
}
