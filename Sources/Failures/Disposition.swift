/// What is to be done about a failure. Retry loop, manifest and exit code read this one value, nobody reads texts.
public enum Disposition: Sendable, Equatable {
    /// The same step may pass when repeated, not before `after` if the other side named a wait.
    case retry(after: Duration? = nil)
    /// No connection to the service came about. Repeated like `retry`; when that does not help, the run ends as
    /// ``ExitStatus/unavailable``, because every other step needs the same service.
    case unreachable
    /// The source URL is dead; Model Studio has to be asked for a fresh one. `expired`: the source itself says that
    /// the URL's time is over.
    case renewSource(expired: Bool)
    /// What came is not what was promised (length, checksum, content): worth little repetition now, left to later
    /// runs until the deadline passes.
    case refuseContent
    /// No repetition helps this task or video; others are not concerned.
    case giveUp
    /// Every further step would fail alike: the run ends with this status.
    case stop(ExitStatus)
}
