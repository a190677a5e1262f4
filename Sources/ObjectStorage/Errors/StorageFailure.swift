public import Failures
public import HTTPTransport

/// What refusals and broken connections of the storage mean. One table; retry loop, manifest and exit code follow it.
public enum StorageFailure {
    /// A row: which codes, what it means and what to do.
    private struct Rule {
        var codes: Set<String>
        var area: String
        var says: String
        var remedy: String?
        var disposition: Disposition
    }

    /// Service codes of S3 and OSS (object-storage facts 4.5 and 5.5).
    private static let rules: [Rule] = [
        Rule(
            codes: ["InvalidAccessKeyId", "InvalidAccessKeyID"], area: "storage.unknown-key",
            says: "the storage does not know the access key",
            remedy: "check AWS_ACCESS_KEY_ID (or the profile in ~/.aws) and that it belongs to this endpoint",
            disposition: .stop(.credentials)),
        Rule(
            codes: ["SignatureDoesNotMatch"], area: "storage.wrong-secret",
            says: "the storage refuses the signature",
            remedy: "check AWS_SECRET_ACCESS_KEY: it does not fit the access key (a copied space or a cut character?)",
            disposition: .stop(.credentials)),
        Rule(
            codes: [
                "ExpiredToken", "TokenRefreshRequired", "InvalidToken", "InvalidSecurityToken", "SecurityTokenExpired",
            ],
            area: "storage.expired-token", says: "the storage refuses the session token",
            remedy: "fetch fresh temporary credentials and run keepreel again", disposition: .stop(.credentials)),
        Rule(
            codes: ["AccessControlListNotSupported"], area: "storage.acl-refused",
            says: "the bucket does not take object ACLs",
            remedy: "remove storage.acl and make the objects public by a bucket policy or a CDN",
            disposition: .stop(.configuration)),
        Rule(
            codes: ["AccessDenied", "AllAccessDisabled", "Forbidden"], area: "storage.access-denied",
            says: "the storage does not allow this key to write there",
            remedy: "grant it s3:PutObject on the bucket and prefix of storage.url", disposition: .stop(.credentials)),
        Rule(
            codes: ["NoSuchBucket"], area: "storage.no-such-bucket", says: "the bucket of storage.url does not exist",
            remedy: "create it, or correct storage.url or storage.endpoint", disposition: .stop(.configuration)),
        Rule(
            codes: [
                "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect",
                "IllegalLocationConstraintException",
                "AuthorizationQueryParametersError",
            ], area: wrongRegion, says: "the bucket is in another region or at another endpoint",
            remedy: "set storage.region and storage.endpoint to the bucket's own", disposition: .stop(.configuration)),
        Rule(
            codes: ["SecondLevelDomainForbidden", "PathStyleDomainForbidden"], area: "storage.wrong-addressing",
            says: "the storage wants the bucket in the host name", remedy: "set storage.addressing: virtual",
            disposition: .stop(.configuration)),
        Rule(
            codes: ["RequestTimeTooSkewed"], area: "storage.clock",
            says: "the clock of this machine and that of the storage differ by more than 15 minutes",
            remedy: "set the clock (timedatectl set-ntp true)", disposition: .retry()),
        Rule(
            codes: ["InDebt", "InDebtOverdue", "UserDisable", "UserSuspend", "AccountProblem", "NotSignedUp"],
            area: "storage.account", says: "the storage account is not in service",
            remedy: "look at the account's bills and status", disposition: .stop(.unavailable)),
        Rule(
            codes: ["QuotaExceeded", "QuotaFull", "BucketQuotaExceeded", "XMinioStorageFull", "InsufficientStorage"],
            area: "storage.full", says: "the storage takes no more data", remedy: "raise the quota or free space",
            disposition: .stop(.unavailable)),
        Rule(
            codes: [
                "SlowDown", "ServiceBusy", "TooManyRequests", "TooManyRequestsException", "RequestLimitExceeded",
                "BandwidthLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled",
                "RequestThrottledException",
            ], area: "storage.slow-down", says: "the storage asks to slow down", remedy: nil, disposition: .retry()),
        Rule(
            codes: [
                "InternalError", "ServiceUnavailable", "RequestTimeout", "RequestTimeoutException",
                "PriorRequestNotComplete", "IncompleteBody", "BadDigest", "InvalidDigest",
            ], area: "storage.transient", says: "the storage could not take the upload", remedy: nil,
            disposition: .retry()),
        Rule(
            codes: ["EntityTooLarge", "KeyTooLongError", "InvalidObjectName"], area: "storage.object-refused",
            says: "the storage refuses this object", remedy: "look at storage.key and at the provider's limits",
            disposition: .giveUp),
        Rule(
            codes: ["NotImplemented", "InvalidArgument", "InvalidRequest", "InvalidStorageClass"],
            area: "storage.request-refused", says: "the storage does not understand a part of the request",
            remedy:
                "remove optional storage settings one by one (acl, storageClass, tags, serverSideEncryption, payloadSigning)",
            disposition: .stop(.configuration)),
    ]

    /// The meaning of a response that is not a success.
    ///
    /// - Parameter target: what was to be written, e.g. `s3://bucket/key`.
    public static func refusal(_ reply: StorageErrorReply, target: String) -> Failure {
        guard let rule = rule(for: reply) else { return byStatus(reply, target: target) }
        var remedy = rule.remedy
        if rule.area == wrongRegion, let region = reply.region {
            remedy = "set storage.region: \(region)"
        } else if rule.area == wrongRegion, let endpoint = reply.endpoint {
            remedy = "set storage.endpoint to the bucket's own; the storage names \(endpoint)"
        }
        return Failure(
            rule.area, "\(rule.says): \(target): \(reply.summary)", remedy: remedy, disposition: rule.disposition)
    }

    private static let wrongRegion = "storage.wrong-region"

    private static func rule(for reply: StorageErrorReply) -> Rule? {
        // OSS refuses a wrong endpoint as AccessDenied, and names the right one.
        if reply.code == "AccessDenied", reply.endpoint != nil { return rules.first { $0.area == wrongRegion } }
        return reply.code.flatMap { code in rules.first { $0.codes.contains(code) } }
    }

    /// Replies without a code we know, among them those of HEAD and of proxies.
    private static func byStatus(_ reply: StorageErrorReply, target: String) -> Failure {
        func failure(_ code: String, _ says: String, _ remedy: String?, _ disposition: Disposition) -> Failure {
            Failure(code, "\(says): \(target): \(reply.summary)", remedy: remedy, disposition: disposition)
        }
        return switch reply.status {
        case 401, 403:
            failure(
                "storage.access-denied", "the storage refuses access",
                "check the storage credentials and what they may do", .stop(.credentials))
        case 404:
            failure(
                "storage.not-found", "the storage does not know the place",
                "check storage.endpoint, storage.addressing and the bucket in storage.url", .stop(.configuration))
        case 300..<400:
            failure(
                "storage.redirected", "the storage sends us elsewhere, and signed requests are not redirected",
                "set storage.endpoint to the bucket's own endpoint", .stop(.configuration))
        case 408, 429, 500...:
            failure("storage.transient", "the storage could not take the upload", nil, .retry())
        default:
            failure(
                "storage.request-refused", "the storage refuses the request",
                "check the optional storage settings", .stop(.configuration))
        }
    }

    /// A connection to the storage that failed.
    ///
    /// - Parameter endpoint: base URL of the storage, without secrets.
    public static func connection(_ error: TransportError, endpoint: String) -> Failure {
        let remedy =
            switch error.kind {
            case .nameNotResolved: "check the host name in storage.endpoint and the bucket in storage.url"
            case .tls: "check the certificate; a private CA goes into storage.caBundle"
            case .notConnected: "check storage.endpoint and the network"
            default: nil as String?
            }
        let disposition: Disposition =
            switch error.kind {
            case .cancelled: .giveUp
            case .badRequest: .stop(.configuration)
            case _ where error.kind.isUnreachable: .unreachable
            default: .retry()
            }
        return Failure(
            error.kind.isUnreachable ? "storage.unreachable" : "storage.connection",
            "\(error.kind.isUnreachable ? "the storage cannot be reached" : "the connection to the storage failed"): "
                + "\(endpoint): \(error.detail)",
            remedy: remedy, disposition: disposition, cause: error)
    }
}

extension TransportError.Kind {
    /// No connection came about at all.
    public var isUnreachable: Bool {
        switch self {
        case .nameNotResolved, .notConnected, .tls: true
        default: false
        }
    }
}
