/// How a program that was run for its output ended.
public enum ProcessOutcome: Sendable, Equatable {
    /// By itself, with what it wrote to stdout.
    case exited(status: Int32, output: [UInt8])
    /// By a signal.
    case killed(signal: Int32)
    /// It was killed as it did not end in time.
    case timedOut
    /// It was killed as it wrote more than the limit.
    case tooMuchOutput
    /// It was killed as the caller's task was cancelled.
    case cancelled
    /// It never ran; the system's reason.
    case notStarted(String)
}
