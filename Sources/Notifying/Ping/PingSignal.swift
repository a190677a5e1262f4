/// What a monitor hears of a run, in the protocol of Healthchecks ("Pinging API" of healthchecks.io): a POST to the
/// check's URL, or to a path below it.
public enum PingSignal: Sendable, Equatable {
    /// A run begins.
    case start
    /// A run has ended with this exit code; everything but 0 is a failure.
    case end(code: Int32)

    /// What follows the check's URL: `/start`, nothing, or `/75`.
    var path: String {
        switch self {
        case .start: "/start"
        case .end(code: 0): ""
        case .end(let code): "/\(code)"
        }
    }
}
