public import Failures

extension Failure {
    /// An upload that may replace nothing found an object of its key.
    public var saysObjectExists: Bool { code == StorageRule.exists }
}
