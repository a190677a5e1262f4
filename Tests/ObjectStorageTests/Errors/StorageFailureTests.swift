import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct StorageFailureTests {
    private static let s3 = StorageTarget(dialect: .s3, bucket: "videos", key: "a/b.mp4", action: .put)
    private static let oss = StorageTarget(dialect: .oss, bucket: "videos", key: "a/b.mp4", action: .put)

    /// What one code is expected to mean.
    struct Meaning: Sendable {
        var code: String
        var disposition: Disposition
        var serviceCodes: [String]

        init(_ code: String, _ disposition: Disposition, _ serviceCodes: [String]) {
            (self.code, self.disposition, self.serviceCodes) = (code, disposition, serviceCodes)
        }
    }

    private static let meanings: [Meaning] = [
        Meaning("storage.unknown-key", .stop(.credentials), ["InvalidAccessKeyId", "InvalidAccessKeyID"]),
        Meaning("storage.wrong-secret", .stop(.credentials), ["SignatureDoesNotMatch"]),
        Meaning(
            "storage.expired-token", .stop(.credentials),
            ["ExpiredToken", "TokenRefreshRequired", "InvalidToken", "InvalidSecurityToken", "SecurityTokenExpired"]),
        Meaning("storage.foreign-token", .stop(.credentials), ["AccessKeyIdAndSecurityTokenNotMatch"]),
        Meaning("storage.acl-refused", .stop(.configuration), ["AccessControlListNotSupported"]),
        Meaning("storage.access-denied", .stop(.credentials), ["AccessDenied", "AllAccessDisabled", "Forbidden"]),
        Meaning("storage.no-such-bucket", .stop(.configuration), ["NoSuchBucket", "InvalidBucketName"]),
        Meaning(
            "storage.wrong-region", .stop(.configuration),
            [
                "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException",
                "AuthorizationQueryParametersError",
            ]),
        Meaning("storage.detour", .retry(), ["TemporaryRedirect"]),
        Meaning(
            "storage.wrong-addressing", .stop(.configuration),
            ["SecondLevelDomainForbidden", "PathStyleDomainForbidden"]),
        Meaning("storage.cname-denied", .stop(.configuration), ["CnameDenied"]),
        Meaning("storage.clock", .retry(), ["RequestTimeTooSkewed"]),
        Meaning(
            "storage.account", .stop(.unavailable),
            ["InDebt", "InDebtOverdue", "UserDisable", "UserSuspend", "AccountProblem", "NotSignedUp"]),
        Meaning("storage.bucket-disabled", .stop(.unavailable), ["BucketDisable"]),
        Meaning(
            "storage.full", .stop(.unavailable),
            ["QuotaExceeded", "QuotaFull", "BucketQuotaExceeded", "XMinioStorageFull", "InsufficientStorage"]),
        Meaning(
            "storage.slow-down", .retry(),
            [
                "SlowDown", "ServiceBusy", "TooManyRequests", "TooManyRequestsException", "RequestLimitExceeded",
                "BandwidthLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException",
                "RequestThrottled", "RequestThrottledException",
            ]),
        Meaning(
            "storage.transient", .retry(),
            [
                "InternalError", "ServiceUnavailable", "RequestTimeout", "RequestTimeoutException",
                "PriorRequestNotComplete", "IncompleteBody", "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch",
            ]),
        Meaning("storage.conflict", .retry(), ["ConditionalRequestConflict", "OperationAborted"]),
        Meaning("storage.exists", .giveUp, ["PreconditionFailed", "FileAlreadyExists"]),
        Meaning("storage.no-such-upload", .retry(), ["NoSuchUpload"]),
        Meaning("storage.invalid-part", .retry(), ["InvalidPart", "InvalidPartOrder"]),
        Meaning("storage.part-too-small", .stop(.configuration), ["EntityTooSmall"]),
        Meaning("storage.no-such-object", .giveUp, ["NoSuchKey"]),
        Meaning("storage.no-lifecycle", .giveUp, ["NoSuchLifecycleConfiguration", "NoSuchLifecycle"]),
        Meaning("storage.object-frozen", .giveUp, ["InvalidObjectState"]),
        Meaning("storage.object-refused", .giveUp, ["EntityTooLarge", "KeyTooLongError", "InvalidObjectName"]),
        Meaning("storage.type-refused", .giveUp, ["ApkDownloadForbidden"]),
        Meaning(
            "storage.kms", .stop(.configuration),
            ["KmsServiceNotEnabled", "KMS.DisabledException", "KMS.NotFoundException", "KMS.KMSInvalidStateException"]),
        Meaning("storage.no-length", .stop(.configuration), ["MissingContentLength"]),
        Meaning(
            "storage.request-refused", .stop(.configuration),
            ["NotImplemented", "InvalidArgument", "InvalidRequest", "InvalidStorageClass", "MalformedXML"]),
    ]

    @Test("a code of the service decides, whatever the status and the dialect", arguments: meanings)
    func byCode(meaning: Meaning) {
        for serviceCode in meaning.serviceCodes {
            for status in [200, 301, 400, 403, 404, 409, 500, 503] {
                let reply = StorageErrorReply(
                    .refusal(status, serviceCode, "why", children: "<EC>0003-00000016</EC>"))
                for target in [Self.s3, Self.oss] {
                    let failure = StorageFailure.refusal(reply, of: target)
                    #expect(failure.code == meaning.code, "\(serviceCode)")
                    #expect(failure.disposition == meaning.disposition, "\(serviceCode)")
                    #expect(
                        failure.message.hasSuffix(
                            "\(target.text): \(serviceCode) (HTTP \(status)): why [EC 0003-00000016]"))
                }
            }
        }
    }

    @Test("every row of the table has its line here")
    func complete() {
        let rules = StorageRule.access + StorageRule.requests
        #expect(Set(rules.map(\.area)) == Set(Self.meanings.map(\.code)))
        #expect(rules.flatMap(\.codes).sorted() == Self.meanings.flatMap(\.serviceCodes).sorted())
    }

    @Test("the text of a message decides nothing")
    func texts() {
        let texts = [
            "AccessDenied", "SlowDown: please reduce your request rate", "NoSuchUpload", "the region is wrong",
        ]
        for text in texts {
            let failure = StorageFailure.refusal(StorageErrorReply(.refusal(400, "Unheard", text)), of: Self.s3)
            #expect(failure.code == "storage.request-refused")
        }
    }

    @Test(
        "without a code that is known the status decides",
        arguments: [
            (200, "storage.transient", Disposition.retry()),
            (301, "storage.redirected", .stop(.configuration)),
            (302, "storage.redirected", .stop(.configuration)),
            (307, "storage.detour", .retry()),
            (400, "storage.request-refused", .stop(.configuration)),
            (401, "storage.access-denied", .stop(.credentials)),
            (403, "storage.access-denied", .stop(.credentials)),
            (404, "storage.not-found", .stop(.configuration)),
            (405, "storage.request-refused", .stop(.configuration)),
            (408, "storage.transient", .retry()),
            (409, "storage.request-refused", .stop(.configuration)),
            (411, "storage.request-refused", .stop(.configuration)),
            (412, "storage.request-refused", .stop(.configuration)),
            (413, "storage.request-refused", .stop(.configuration)),
            (417, "storage.transient", .retry()),
            (429, "storage.slow-down", .retry()),
            (500, "storage.transient", .retry()),
            (502, "storage.transient", .retry()),
            (503, "storage.slow-down", .retry()),
            (504, "storage.transient", .retry()),
            (507, "storage.transient", .retry()),
            (599, "storage.transient", .retry()),
        ])
    func byStatus(status: Int, code: String, disposition: Disposition) {
        let html = "<!DOCTYPE html><html><body>Bad Gateway</body></html>"
        for response in [.text(status), .text(status, html), HTTPResponse.refusal(status, "NobodyKnowsThis")] {
            let failure = StorageFailure.refusal(StorageErrorReply(response), of: Self.s3)
            #expect(failure.code == code)
            #expect(failure.disposition == disposition)
            #expect(failure.message.contains(Self.s3.text))
            #expect(failure.message.contains("HTTP \(status)"))
            #expect(!failure.message.contains("html"))
        }
    }

    @Test("a status by which the provider says that an object exists means that, where it was asked")
    func existence() {
        var target = Self.s3
        target.existenceStatuses = [409, 412]
        for status in [409, 412] {
            let failure = StorageFailure.refusal(StorageErrorReply(.text(status)), of: target)
            #expect(failure.code == StorageRule.exists)
            #expect(failure.disposition == .giveUp)
        }
        let race = StorageErrorReply(.refusal(409, "ConditionalRequestConflict"))
        #expect(StorageFailure.refusal(race, of: target).code == "storage.conflict")
    }

    @Test("whatever stops the run or gives up says what to do, what passes by itself does not")
    func remedies() {
        for meaning in Self.meanings {
            let reply = StorageErrorReply(.refusal(400, meaning.serviceCodes[0]))
            let failure = StorageFailure.refusal(reply, of: Self.s3)
            // A wrong clock is corrected for the next attempt, and is the user's to set all the same.
            let isToldOf =
                meaning.disposition != .retry() || ["storage.clock", "storage.detour"].contains(meaning.code)
            #expect((failure.remedy != nil) == isToldOf, "\(meaning.code)")
        }
        for status in [301, 400, 401, 403, 404] {
            #expect(StorageFailure.refusal(StorageErrorReply(.text(status)), of: Self.s3).remedy != nil)
        }
    }

    @Test(
        "remedies name the variables of the dialect",
        arguments: [
            ("InvalidAccessKeyId", "AWS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_ID"),
            ("SignatureDoesNotMatch", "AWS_SECRET_ACCESS_KEY", "OSS_ACCESS_KEY_SECRET"),
            ("AccessKeyIdAndSecurityTokenNotMatch", "AWS_SESSION_TOKEN", "OSS_SESSION_TOKEN"),
            ("AccessDenied", "s3:PutObject", "oss:PutObject"),
        ])
    func variables(code: String, ofS3: String, ofOSS: String) {
        let reply = StorageErrorReply(.refusal(403, code))
        let (s3, oss) = (StorageFailure.refusal(reply, of: Self.s3), StorageFailure.refusal(reply, of: Self.oss))
        #expect(s3.remedy?.contains(ofS3) == true)
        #expect(oss.remedy?.contains(ofOSS) == true)
        #expect(oss.remedy?.contains("AWS_") == false)
        #expect(s3.message.contains("s3://videos/a/b.mp4"))
        #expect(oss.message.contains("oss://videos/a/b.mp4"))
    }

    @Test(
        "a denial names the permission that is missing",
        arguments: [
            (StorageAction.read, "s3:GetObject", "oss:GetObject"), (.put, "s3:PutObject", "oss:PutObject"),
            (.delete, "s3:DeleteObject", "oss:DeleteObject"),
            (.abort, "s3:AbortMultipartUpload", "oss:AbortMultipartUpload"),
            (.listParts, "s3:ListMultipartUploadParts", "oss:ListParts"),
            (.listUploads, "s3:ListBucketMultipartUploads", "oss:ListMultipartUploads"),
            (.listObjects, "s3:ListBucket", "oss:ListObjects"),
            (.readLifecycle, "s3:GetLifecycleConfiguration", "oss:GetBucketLifecycle"),
        ])
    func permissions(action: StorageAction, ofS3: String, ofOSS: String) {
        let reply = StorageErrorReply(.refusal(403, "AccessDenied"))
        for (dialect, permission) in [(Dialect.s3, ofS3), (.oss, ofOSS)] {
            let target = StorageTarget(dialect: dialect, bucket: "videos", key: nil, action: action)
            #expect(StorageFailure.refusal(reply, of: target).remedy?.contains("\(permission) ") == true)
        }
    }

    @Test(
        "a wrong region is told with the right one",
        arguments: [
            HTTPResponse.refusal(400, "AuthorizationHeaderMalformed", children: "<Region>eu-central-1</Region>"),
            .refusal(301, "PermanentRedirect", headers: ["x-amz-bucket-region": "eu-central-1"]),
            .refusal(
                301, "PermanentRedirect", children: "<Endpoint>b.s3.amazonaws.com</Endpoint>",
                headers: ["x-amz-bucket-region": "eu-central-1"]),
        ])
    func rightRegion(response: HTTPResponse) {
        let failure = StorageFailure.refusal(StorageErrorReply(response), of: Self.s3)
        #expect(failure.code == "storage.wrong-region")
        #expect(failure.remedy == "set storage.region: eu-central-1")
    }

    @Test("a region that came with another refusal is not offered as the remedy")
    func regionBeside() {
        let reply = StorageErrorReply(.refusal(403, "AccessDenied", headers: ["x-amz-bucket-region": "eu-central-1"]))
        let failure = StorageFailure.refusal(reply, of: Self.s3)
        #expect(failure.code == "storage.access-denied")
        #expect(failure.remedy?.contains("eu-central-1") == false)
    }

    @Test(
        "a wrong endpoint is told with the right one, as OSS does it under AccessDenied, too",
        arguments: ["PermanentRedirect", "AccessDenied"])
    func rightEndpoint(code: String) {
        let children = "<Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint><EC>0003-00001403</EC>"
        let failure = StorageFailure.refusal(
            StorageErrorReply(.refusal(403, code, children: children)), of: Self.oss)
        #expect(failure.code == "storage.wrong-region")
        #expect(failure.disposition == .stop(.configuration))
        #expect(failure.remedy?.contains("oss-cn-beijing.aliyuncs.com") == true)
    }

    @Test(
        "a wait the storage asks for is kept, a minute at most",
        arguments: [
            (["Retry-After": "3"], Duration.seconds(3)), (["x-amz-retry-after": "250"], .milliseconds(250)),
            (["x-oss-qos-delay-time": "1500"], .milliseconds(1500)), (["Retry-After": "99999999999"], .seconds(60)),
            (["Retry-After": "-3"], nil), (["Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"], nil), ([:], nil),
        ] as [([String: String], Duration?)])
    func waits(headers: [String: String], wait: Duration?) {
        let response = HTTPResponse.refusal(503, "SlowDown", headers: HTTPHeaders(headers.map { ($0.key, $0.value) }))
        let failure = StorageFailure.refusal(StorageErrorReply(response), of: Self.s3)
        #expect(failure.disposition == .retry(after: wait))
    }

    @Test(
        "a connection that failed means what its kind says",
        arguments: [
            (TransportError.Kind.nameNotResolved, "storage.unreachable", Disposition.unreachable, true),
            (.notConnected, "storage.unreachable", .unreachable, true),
            (.tls, "storage.unreachable", .unreachable, true),
            (.timedOut, "storage.connection", .retry(), false),
            (.broken, "storage.connection", .retry(), false),
            (.badReply, "storage.connection", .retry(), false),
            (.addressRefused, "storage.connection", .retry(), false),
            (.badRequest, "storage.connection", .stop(.configuration), false),
            (.cancelled, "storage.connection", .giveUp, false),
        ])
    func connection(kind: TransportError.Kind, code: String, disposition: Disposition, hasRemedy: Bool) {
        let failure = StorageFailure.connection(TransportError(kind, "so it went"), endpoint: "https://s3.example")
        #expect(failure.code == code)
        #expect(failure.disposition == disposition)
        #expect((failure.remedy != nil) == hasRemedy)
        #expect(failure.message.hasSuffix("https://s3.example: so it went"))
        #expect(failure.cause as? TransportError == TransportError(kind, "so it went"))
    }
}
