import Failures

extension StorageRule {
    /// Codes about who asks, and where.
    static let access: [StorageRule] = [
        StorageRule(
            codes: ["InvalidAccessKeyId", "InvalidAccessKeyID"], area: "storage.unknown-key",
            says: "the storage does not know the access key",
            remedy: Remedy(
                s3: "check AWS_ACCESS_KEY_ID (or the profile in ~/.aws) and that it belongs to this endpoint",
                oss:
                    "check OSS_ACCESS_KEY_ID (or ALIBABA_CLOUD_ACCESS_KEY_ID, or ~/.ossutilconfig) and that the key is enabled"
            ),
            disposition: .stop(.credentials)),
        StorageRule(
            codes: ["SignatureDoesNotMatch"], area: "storage.wrong-secret",
            says: "the storage refuses the signature",
            remedy: Remedy(
                s3:
                    "check AWS_SECRET_ACCESS_KEY: it does not fit the access key (a copied space or a cut character?)",
                oss:
                    "check OSS_ACCESS_KEY_SECRET: it does not fit the access key (a copied space or a cut character?)"),
            disposition: .stop(.credentials)),
        StorageRule(
            codes: [
                "ExpiredToken", "TokenRefreshRequired", "InvalidToken", "InvalidSecurityToken", "SecurityTokenExpired",
            ],
            area: "storage.expired-token", says: "the storage refuses the session token",
            remedy: "fetch fresh temporary credentials and run keepreel again", disposition: .stop(.credentials)),
        StorageRule(
            codes: ["AccessKeyIdAndSecurityTokenNotMatch"], area: "storage.foreign-token",
            says: "the session token belongs to another access key",
            remedy: Remedy(
                s3: "take AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN from one answer",
                oss: "take OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN from one answer"),
            disposition: .stop(.credentials)),
        StorageRule(
            codes: ["AccessControlListNotSupported"], area: "storage.acl-refused",
            says: "the bucket does not take object ACLs",
            remedy: "remove storage.acl and make the objects public by a bucket policy or a CDN",
            disposition: .stop(.configuration)),
        StorageRule(
            codes: [accessDenied, "AllAccessDisabled", "Forbidden"], area: "storage.access-denied",
            says: "the storage does not allow this to the access key", remedy: nil, disposition: .stop(.credentials)),
        StorageRule(
            codes: ["NoSuchBucket", "InvalidBucketName"], area: "storage.no-such-bucket",
            says: "the bucket of storage.url does not exist",
            remedy: "create it, or correct storage.url or storage.endpoint", disposition: .stop(.configuration)),
        StorageRule(
            codes: StorageErrorReply.otherPlaceCodes, area: wrongRegion,
            says: "the bucket is in another region or at another endpoint",
            remedy: "set storage.region and storage.endpoint to the bucket's own", disposition: .stop(.configuration)),
        StorageRule(
            codes: ["TemporaryRedirect"], area: detour, says: "the storage sends us elsewhere for a while",
            remedy: "if it lasts, set storage.endpoint to the bucket's own", disposition: .retry()),
        StorageRule(
            codes: ["SecondLevelDomainForbidden", "PathStyleDomainForbidden"], area: "storage.wrong-addressing",
            says: "the storage wants the bucket in the host name", remedy: "set storage.addressing: virtual",
            disposition: .stop(.configuration)),
        StorageRule(
            codes: ["CnameDenied"], area: "storage.cname-denied",
            says: "the domain of storage.endpoint is not bound to the bucket",
            remedy: "bind it to the bucket in the console of the storage, or correct storage.endpoint",
            disposition: .stop(.configuration)),
        StorageRule(
            codes: ["RequestTimeTooSkewed"], area: "storage.clock",
            says: "the clock of this machine and that of the storage differ by more than 15 minutes",
            remedy: "set the clock (timedatectl set-ntp true)", disposition: .retry()),
        StorageRule(
            codes: ["InDebt", "InDebtOverdue", "UserDisable", "UserSuspend", "AccountProblem", "NotSignedUp"],
            area: "storage.account", says: "the storage account is not in service",
            remedy: "look at the account's bills and status", disposition: .stop(.unavailable)),
        StorageRule(
            codes: ["BucketDisable"], area: "storage.bucket-disabled", says: "the bucket is not in service",
            remedy: "look at the bucket's status in the console of the storage", disposition: .stop(.unavailable)),
    ]

    /// Areas in which other credentials may help.
    static let staleCredentials: Set<String> = [
        "storage.unknown-key", "storage.expired-token", "storage.foreign-token",
    ]
    static let detour = "storage.detour"
    static let wrongRegion = "storage.wrong-region"
    static let accessDenied = "AccessDenied"
}
