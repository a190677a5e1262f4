import Failures

extension StorageRule {
    /// Codes about what was asked, and about the storage's state.
    static let requests: [StorageRule] = [
        StorageRule(
            codes: ["QuotaExceeded", "QuotaFull", "BucketQuotaExceeded", "XMinioStorageFull", "InsufficientStorage"],
            area: "storage.full", says: "the storage takes no more data", remedy: "raise the quota or free space",
            disposition: .stop(.unavailable)),
        StorageRule(
            codes: [
                "SlowDown", "ServiceBusy", "TooManyRequests", "TooManyRequestsException", "RequestLimitExceeded",
                "BandwidthLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled",
                "RequestThrottledException",
            ], area: slowDown, says: "the storage asks to slow down", remedy: nil, disposition: .retry()),
        StorageRule(
            codes: [
                "InternalError", "ServiceUnavailable", "RequestTimeout", "RequestTimeoutException",
                "PriorRequestNotComplete", "IncompleteBody", "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch",
            ], area: transient, says: "the storage could not do it", remedy: nil, disposition: .retry()),
        StorageRule(
            codes: ["ConditionalRequestConflict", "OperationAborted"], area: conflict,
            says: "another request for the same object was under way", remedy: nil, disposition: .retry()),
        StorageRule(
            codes: ["PreconditionFailed", "FileAlreadyExists"], area: exists,
            says: "an object of that key exists, and storage.overwrite is false",
            remedy: "set storage.overwrite: true, or change storage.key", disposition: .giveUp),
        StorageRule(
            codes: ["NoSuchUpload"], area: noSuchUpload,
            says: "the storage does not know the multipart upload any more",
            remedy: nil, disposition: .retry()),
        StorageRule(
            codes: ["InvalidPart", "InvalidPartOrder"], area: invalidPart,
            says: "the storage does not accept the parts of the upload", remedy: nil, disposition: .retry()),
        StorageRule(
            codes: ["EntityTooSmall"], area: partTooSmall,
            says: "the parts of the upload are smaller than the storage takes",
            remedy: "set transfer.partSize to 5MiB or more", disposition: .stop(.configuration)),
        StorageRule(
            codes: ["NoSuchKey"], area: noSuchObject, says: "the bucket holds no such object",
            remedy: "archive the video again, or check storage.url", disposition: .giveUp),
        StorageRule(
            codes: ["NoSuchLifecycleConfiguration", "NoSuchLifecycle"], area: noLifecycle,
            says: "the bucket has no lifecycle rules", remedy: "none are needed", disposition: .giveUp),
        StorageRule(
            codes: ["InvalidObjectState"], area: "storage.object-frozen",
            says: "the object is in an archival storage class and cannot be read",
            remedy: "restore it first, or choose another storage.storageClass", disposition: .giveUp),
        StorageRule(
            codes: ["EntityTooLarge", "KeyTooLongError", "InvalidObjectName"], area: "storage.object-refused",
            says: "the storage refuses this object", remedy: "look at storage.key and at the provider's limits",
            disposition: .giveUp),
        StorageRule(
            codes: ["ApkDownloadForbidden"], area: "storage.type-refused",
            says: "the storage does not serve files of this type under its own domain",
            remedy: "bind a domain of your own to the bucket and set links.baseURL to it", disposition: .giveUp),
        StorageRule(
            codes: [
                "KmsServiceNotEnabled", "KMS.DisabledException", "KMS.NotFoundException",
                "KMS.KMSInvalidStateException",
            ], area: "storage.kms", says: "the storage cannot encrypt with the KMS key",
            remedy: "enable KMS and the key of storage.kmsKeyId, or remove storage.serverSideEncryption",
            disposition: .stop(.configuration)),
        StorageRule(
            codes: ["MissingContentLength"], area: "storage.no-length",
            says: "the length of the upload did not reach the storage",
            remedy: "look for a proxy between here and storage.endpoint that removes Content-Length",
            disposition: .stop(.configuration)),
        StorageRule(
            codes: ["NotImplemented", "InvalidArgument", "InvalidRequest", "InvalidStorageClass", "MalformedXML"],
            area: "storage.request-refused", says: "the storage does not understand a part of the request",
            remedy: Remedy(s3: optionalSettings, oss: "check storage.region, and \(optionalSettings)"),
            disposition: .stop(.configuration)),
    ]

    private static let optionalSettings =
        "remove optional storage settings one by one (acl, storageClass, tags, serverSideEncryption, payloadSigning)"
    /// Areas after which the same multipart upload cannot be completed any more.
    static let endsUpload: Set<String> = [exists, noSuchUpload, invalidPart, conflict, partTooSmall]
    /// Areas after which nobody need look whether the upload was completed.
    static let settlesUpload = endsUpload.union([wrongChecksum])
    /// Areas that a success may have brought about whose answer was lost.
    static let mayFollowSuccess: Set<String> = [exists, noSuchUpload]
    static let invalidPart = "storage.invalid-part"
    static let conflict = "storage.conflict"
    static let partTooSmall = "storage.part-too-small"
    static let wrongChecksum = "storage.wrong-checksum"
    static let slowDown = "storage.slow-down"
    static let transient = "storage.transient"
    static let exists = "storage.exists"
    static let noSuchUpload = "storage.no-such-upload"
    static let noLifecycle = "storage.no-lifecycle"
    static let notFound = "storage.not-found"
    static let noSuchObject = "storage.no-such-object"
}
