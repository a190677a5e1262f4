public import FoundationEssentials

/// One run of keepreel, as the manifest keeps it.
public struct RunRecord: Sendable, Equatable {
    /// What a run came to.
    public struct Outcome: Sendable, Equatable {
        /// When it ended.
        public var endedAt: Date
        /// Its exit code.
        public var exitCode: Int32
        /// Its duration in seconds.
        public var seconds: Double
        /// Tasks found in Model Studio's list that were new.
        public var discovered: Int
        /// Tasks asked about.
        public var queried: Int
        /// Videos archived.
        public var archived: Int
        /// Bytes of these.
        public var bytes: Int64
        /// Tasks that had not finished at its end.
        public var pending: Int
        /// Tasks that failed at Model Studio, told in it.
        public var failed: Int
        /// Videos that were lost, told in it.
        public var lost: Int
        /// Videos it left to the next run.
        public var deferred: Int
        /// The first thing it told that went wrong; `nil` where nothing did.
        public var error: String?

        /// - Parameters: as the properties of the same name.
        public init(
            endedAt: Date, exitCode: Int32, seconds: Double, discovered: Int = 0, queried: Int = 0, archived: Int = 0,
            bytes: Int64 = 0, pending: Int = 0, failed: Int = 0, lost: Int = 0, deferred: Int = 0,
            error: String? = nil
        ) {
            self.endedAt = endedAt
            self.exitCode = exitCode
            self.seconds = seconds
            self.discovered = discovered
            self.queried = queried
            self.archived = archived
            self.bytes = bytes
            self.pending = pending
            self.failed = failed
            self.lost = lost
            self.deferred = deferred
            self.error = error
        }
    }

    /// Runs are numbered in the order they began.
    public var number: Int64
    /// When it began.
    public var begunAt: Date
    /// Its process.
    public var pid: Int32
    /// The version of keepreel.
    public var version: String
    /// What it came to; `nil` where it goes on, or was killed.
    public var outcome: Outcome?

    /// - Parameters: as the properties of the same name.
    public init(number: Int64, begunAt: Date, pid: Int32, version: String, outcome: Outcome? = nil) {
        self.number = number
        self.begunAt = begunAt
        self.pid = pid
        self.version = version
        self.outcome = outcome
    }
}
