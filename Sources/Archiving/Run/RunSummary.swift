public import Failures
public import Manifest

/// What a run did, as its summary line and its JSON object tell it.
public struct RunSummary: Sendable, Equatable {
    /// Tasks found in Model Studio's list that were new.
    public var discovered = 0
    /// Tasks asked about.
    public var queried = 0
    /// Videos archived.
    public var archived = 0
    /// Bytes of the videos archived.
    public var bytes: Int64 = 0
    /// Tasks that have not finished yet.
    public var pending = 0
    /// Tasks that failed at Model Studio, told in this run.
    public var failed = 0
    /// Videos that were lost, told in this run.
    public var lost = 0
    /// Videos that are left to the next run.
    public var deferred = 0
    /// Those of them that did not fail in this run: it began with too few, or was cut off.
    public var untried = 0
    /// Videos begun with.
    public var begun = 0
    /// How well all videos are covered, whatever run did it; at risk are those that are due within 2 hours.
    public var coverage = Coverage()
    /// The time before the run's end within which archived and lost videos count for the coverage: that which discovery
    /// looks at, else 24 hours.
    public var coverageSpan = Duration.seconds(Deadline.retention)
    /// Duration of the run.
    public var seconds = 0.0
    /// The exit status of the run, the gravest of all that applies.
    public var status = ExitStatus.done

    /// A run that has done nothing yet.
    public init() {}
}
