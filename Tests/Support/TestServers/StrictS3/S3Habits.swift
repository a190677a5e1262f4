/// What a ``StrictS3Server`` does as some provider does; `nil` leaves things as they are.
public struct S3Habits: Encodable, Sendable {
    /// What becomes of `If-None-Match` and `If-Match` on writing.
    public enum ConditionalWrite: String, Encodable, Sendable {
        /// 412 where there is an object.
        case honoured
        /// The object is replaced.
        case ignored
        /// 501 `NotImplemented`.
        case notImplemented
    }

    /// What becomes of `x-amz-acl`.
    public enum ACL: String, Encodable, Sendable {
        /// It holds.
        case honoured
        /// It has no effect.
        case ignored
        /// 400 `AccessControlListNotSupported`.
        case notSupported
    }

    /// Whether a scope of another region is refused: 400 `AuthorizationHeaderMalformed` with `<Region>`.
    public var checksRegion: Bool?
    /// Whether `UNSIGNED-PAYLOAD` is refused.
    public var refusesUnsigned: Bool?
    /// Whether bodies in aws-chunked framing are refused.
    public var refusesChunks: Bool?
    /// Whether, of these, those with trailers are refused.
    public var refusesTrailers: Bool?
    /// Whether `Transfer-Encoding: chunked` is refused in whatever framing: 411 `MissingContentLength`.
    public var requiresLength: Bool?
    /// Whether `x-amz-checksum-*` fields are refused: 400 `InvalidArgument`.
    public var refusesChecksums: Bool?
    /// Whether a CRC-64/NVME is kept of every body, unasked.
    public var computesChecksum: Bool?
    /// How many bytes all parts but the last have at least; 5 MiB unless told.
    public var leastPart: Int?
    /// Whether all parts but the last have to be of one size.
    public var equalParts: Bool?
    /// Whether a repeated Complete succeeds; it is 404 `NoSuchUpload` unless told.
    public var remembersUploads: Bool?
    /// What becomes of `If-None-Match` on writing.
    public var conditionalWrite: ConditionalWrite?
    /// What becomes of `x-amz-acl`.
    public var acl: ACL?
    /// Hosts without port, by bucket: requests for it to any other host get a 307 `TemporaryRedirect` there.
    public var freshBuckets: [String: String]?

    /// Leaves all as it is; the properties say otherwise.
    public init() {}

    /// The habits of a provider, as section 6 of the facts on object storage has them.
    static func of(_ kind: StorageServerKind) -> S3Habits {
        var habits = S3Habits()
        switch kind {
        case .aws:
            (habits.remembersUploads, habits.computesChecksum, habits.acl) = (true, true, .notSupported)
        case .minio: habits.acl = .ignored
        case .ceph: (habits.checksRegion, habits.refusesTrailers) = (false, true)
        case .garage: (habits.conditionalWrite, habits.acl) = (.ignored, .ignored)
        case .r2:
            (habits.refusesChunks, habits.requiresLength, habits.equalParts) = (true, true, true)
            habits.acl = .ignored
        case .b2:
            (habits.refusesChecksums, habits.refusesChunks) = (true, true)
            (habits.conditionalWrite, habits.acl) = (.notImplemented, .notSupported)
        case .seaweedfs, .moto, .rclone, .oss: break
        }
        return habits
    }

    /// What a server with these habits does.
    var features: StorageFeatures {
        var features: StorageFeatures = [
            .signatures, .ranges, .pagedUploads, .contentMD5, .ifMatch, .partSizes, .anyKey, .anonymousRead,
        ]
        if conditionalWrite ?? .honoured == .honoured { features.insert(.conditionalWrite) }
        if refusesChunks != true { features.insert(.signedChunks) }
        return features
    }
}
