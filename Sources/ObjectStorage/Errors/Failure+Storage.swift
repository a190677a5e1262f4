public import Failures

extension Failure {
    /// An upload that may replace nothing found an object of its key.
    public var saysObjectExists: Bool { code == StorageRule.exists }

    /// An upload that may replace one object only found another one, or none.
    public var saysObjectDiffers: Bool { saysObjectExists || code == StorageRule.noSuchObject }

    /// The storage took an upload and answered with the checksum of other bytes.
    public var saysWrongBytes: Bool { code == StorageRule.wrongChecksum }

    /// The storage does not know the multipart upload any more; it may also have been completed.
    public var saysUploadIsGone: Bool { code == StorageRule.noSuchUpload }

    /// The same multipart upload can never be completed; only another one helps.
    public var endsUpload: Bool { StorageRule.endsUpload.contains(code) }

    /// The request may have been carried out although nothing of the kind was answered.
    var leavesUsInDoubt: Bool { code == StorageFailure.connectionCode || code == StorageFailure.badReplyCode }

    /// The storage refuses this kind of request, which says nothing of other kinds: a key may write, but not list.
    public var saysKindIsRefused: Bool {
        ["storage.access-denied", StorageRule.notFound, "storage.request-refused"].contains(code)
    }
}
