public import Failures

/// What the archival run of a repair came to.
public struct RepairRun: Sendable {
    /// What it means for the process.
    public var status: ExitStatus
    /// What kept it from its work, as far as that concerns no single video: another run, a service out of reach.
    public var trouble: Failure?

    /// - Parameters: as the properties of the same name.
    public init(status: ExitStatus, trouble: Failure? = nil) {
        self.status = status
        self.trouble = trouble
    }
}
