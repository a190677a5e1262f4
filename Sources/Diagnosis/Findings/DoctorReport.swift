public import Failures

/// Everything the doctor found, in the order it looked.
public struct DoctorReport: Sendable, Equatable {
    /// What was found.
    public var findings: [Finding] = []
    /// A check was refused for want of a permission, so that a policy helps.
    public var needsPolicy = false

    /// A failure left nothing to go on with, so that what comes behind was not looked at.
    public var leavesChecksOut = false

    /// The gravest of all findings.
    public var status: ExitStatus { findings.reduce(.done) { $0.orGraver($1.status) } }
}
