public import Failures

extension Failure {
    /// An upload that may replace nothing found an object of its key.
    public var saysObjectExists: Bool { code == StorageRule.exists }

    /// The parts of an upload cannot become an object as they are; only another upload helps.
    public var spoilsUpload: Bool { StorageRule.spoilsUpload.contains(code) }

    /// The storage does not know the upload: it was completed, or is gone with its parts.
    public var saysUploadIsGone: Bool { code == StorageRule.noSuchUpload }

    /// The request may have been carried out although nothing of the kind was answered.
    var leavesUsInDoubt: Bool { code == StorageFailure.connectionCode || code == StorageFailure.badReplyCode }
}
