/// What a run tells a Prometheus text file, for the textfile collector of the node exporter.
public struct RunMetrics: Sendable, Equatable {
    /// Videos the run archived.
    public var archived = 0
    /// Bytes of these.
    public var bytes: Int64 = 0
    /// Tasks that failed at Model Studio, told by the run.
    public var failed = 0
    /// Videos lost for good, told by the run.
    public var lost = 0
    /// Tasks that have not finished yet.
    public var pending = 0
    /// Videos that are left to the next run.
    public var deferred = 0
    /// Videos neither archived nor given up that will soon be out of reach.
    public var atRisk = 0
    /// Seconds from the run's end to the first deadline of a video that is not archived; `nil`: there is none.
    public var secondsToExpiry: Double?
    /// Unix seconds of the end of the last run with exit code 0; `nil`: there was none.
    public var lastSuccess: Double?
    /// Unix seconds of the run's end.
    public var ended = 0.0
    /// Seconds the run took.
    public var duration = 0.0
    /// The run's exit code.
    public var exitCode: Int32 = 0
    /// Videos archived since the manifest counts them, whichever run it was.
    public var archivedInAll = 0
    /// Bytes of these.
    public var bytesInAll: Int64 = 0
    /// Tasks that failed at Model Studio, in the same way.
    public var failedInAll = 0
    /// Videos lost for good, in the same way.
    public var lostInAll = 0
    /// The version of keepreel.
    public var version = ""

    /// A run that did nothing.
    public init() {}
}
