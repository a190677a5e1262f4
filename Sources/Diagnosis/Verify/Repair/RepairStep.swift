import FoundationEssentials
import Manifest

/// What is to be done about a video whose object is gone or wrong; pure.
enum RepairStep: Equatable {
    /// Its task is asked for again.
    case reopen
    /// Nobody could have it any more.
    case forsake
    /// What lies there is somebody else's.
    case leave

    /// A task that is twice as old as Model Studio remembers any is not asked for: a clock may be off, but not by a day.
    static let certainlyForgotten = 2 * Deadline.retention

    /// - Parameters:
    ///   - kind: what is wrong.
    ///   - isOurs: whether keepreel stored what lies there; `nil` where there is nothing.
    ///   - age: seconds since the task began.
    init(_ kind: VideoProblem.Kind, isOurs: Bool?, age: TimeInterval) {
        if kind != .missing, isOurs != true {
            self = .leave
        } else {
            self = age > Self.certainlyForgotten ? .forsake : .reopen
        }
    }
}
