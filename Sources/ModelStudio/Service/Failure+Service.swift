public import Failures

extension Failure {
    /// A task is not, or no longer, waiting, and so cannot be cancelled.
    public var saysTaskIsNotWaiting: Bool { code == ServiceRule.notCancelable }
}
