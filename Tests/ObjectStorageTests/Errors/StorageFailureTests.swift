import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct StorageFailureTests {
    private static let target = "s3://videos/a/b.mp4"

    /// What one code is expected to mean.
    struct Meaning: Sendable {
        var code: String
        var disposition: Disposition
        var serviceCodes: [String]
    }

    private static let meanings: [Meaning] = [
        Meaning(
            code: "storage.unknown-key", disposition: .stop(.credentials),
            serviceCodes: ["InvalidAccessKeyId", "InvalidAccessKeyID"]),
        Meaning(
            code: "storage.wrong-secret", disposition: .stop(.credentials), serviceCodes: ["SignatureDoesNotMatch"]),
        Meaning(
            code: "storage.expired-token", disposition: .stop(.credentials),
            serviceCodes: [
                "ExpiredToken", "TokenRefreshRequired", "InvalidToken", "InvalidSecurityToken", "SecurityTokenExpired",
            ]),
        Meaning(
            code: "storage.acl-refused", disposition: .stop(.configuration),
            serviceCodes: ["AccessControlListNotSupported"]),
        Meaning(
            code: "storage.access-denied", disposition: .stop(.credentials),
            serviceCodes: ["AccessDenied", "AllAccessDisabled", "Forbidden"]),
        Meaning(code: "storage.no-such-bucket", disposition: .stop(.configuration), serviceCodes: ["NoSuchBucket"]),
        Meaning(
            code: "storage.wrong-region", disposition: .stop(.configuration),
            serviceCodes: [
                "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect",
                "IllegalLocationConstraintException", "AuthorizationQueryParametersError",
            ]),
        Meaning(
            code: "storage.wrong-addressing", disposition: .stop(.configuration),
            serviceCodes: ["SecondLevelDomainForbidden", "PathStyleDomainForbidden"]),
        Meaning(code: "storage.clock", disposition: .retry(), serviceCodes: ["RequestTimeTooSkewed"]),
        Meaning(
            code: "storage.account", disposition: .stop(.unavailable),
            serviceCodes: ["InDebt", "InDebtOverdue", "UserDisable", "UserSuspend", "AccountProblem", "NotSignedUp"]),
        Meaning(
            code: "storage.full", disposition: .stop(.unavailable),
            serviceCodes: [
                "QuotaExceeded", "QuotaFull", "BucketQuotaExceeded", "XMinioStorageFull", "InsufficientStorage",
            ]),
        Meaning(
            code: "storage.slow-down", disposition: .retry(),
            serviceCodes: [
                "SlowDown", "ServiceBusy", "TooManyRequests", "TooManyRequestsException", "RequestLimitExceeded",
                "BandwidthLimitExceeded", "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled",
                "RequestThrottledException",
            ]),
        Meaning(
            code: "storage.transient", disposition: .retry(),
            serviceCodes: [
                "InternalError", "ServiceUnavailable", "RequestTimeout", "RequestTimeoutException",
                "PriorRequestNotComplete", "IncompleteBody", "BadDigest", "InvalidDigest",
            ]),
        Meaning(
            code: "storage.object-refused", disposition: .giveUp,
            serviceCodes: ["EntityTooLarge", "KeyTooLongError", "InvalidObjectName"]),
        Meaning(
            code: "storage.request-refused", disposition: .stop(.configuration),
            serviceCodes: ["NotImplemented", "InvalidArgument", "InvalidRequest", "InvalidStorageClass"]),
    ]

    @Test("a code of the service decides, whatever the status", arguments: meanings)
    func byCode(meaning: Meaning) {
        for serviceCode in meaning.serviceCodes {
            for status in [200, 301, 400, 403, 404, 409, 500, 503] {
                let reply = StorageErrorReply(.refusal(status, serviceCode, "why"))
                let failure = StorageFailure.refusal(reply, target: Self.target)
                #expect(failure.code == meaning.code, "\(serviceCode)")
                #expect(failure.disposition == meaning.disposition, "\(serviceCode)")
                #expect(failure.message.hasSuffix("\(Self.target): \(serviceCode) (HTTP \(status)): why"))
            }
        }
    }

    @Test(
        "without a code that is known the status decides",
        arguments: [
            (301, "storage.redirected", Disposition.stop(.configuration)),
            (302, "storage.redirected", .stop(.configuration)),
            (307, "storage.redirected", .stop(.configuration)),
            (400, "storage.request-refused", .stop(.configuration)),
            (401, "storage.access-denied", .stop(.credentials)),
            (403, "storage.access-denied", .stop(.credentials)),
            (404, "storage.not-found", .stop(.configuration)),
            (405, "storage.request-refused", .stop(.configuration)),
            (408, "storage.transient", .retry()),
            (411, "storage.request-refused", .stop(.configuration)),
            (412, "storage.request-refused", .stop(.configuration)),
            (413, "storage.request-refused", .stop(.configuration)),
            (417, "storage.request-refused", .stop(.configuration)),
            (429, "storage.transient", .retry()),
            (500, "storage.transient", .retry()),
            (502, "storage.transient", .retry()),
            (503, "storage.transient", .retry()),
            (504, "storage.transient", .retry()),
            (507, "storage.transient", .retry()),
            (599, "storage.transient", .retry()),
        ])
    func byStatus(status: Int, code: String, disposition: Disposition) {
        let html = "<!DOCTYPE html><html><body>Bad Gateway</body></html>"
        for response in [.text(status), .text(status, html), HTTPResponse.refusal(status, "NobodyKnowsThis")] {
            let failure = StorageFailure.refusal(StorageErrorReply(response), target: Self.target)
            #expect(failure.code == code)
            #expect(failure.disposition == disposition)
            #expect(failure.message.contains(Self.target))
            #expect(failure.message.contains("HTTP \(status)"))
            #expect(!failure.message.contains("html"))
        }
    }

    @Test("whatever stops the run or gives up says what to do, what passes by itself does not")
    func remedies() {
        for meaning in Self.meanings {
            let reply = StorageErrorReply(.refusal(400, meaning.serviceCodes[0]))
            let failure = StorageFailure.refusal(reply, target: Self.target)
            // A wrong clock is corrected for the next attempt, and is the user's to set all the same.
            let isToldOf = meaning.disposition != .retry() || meaning.code == "storage.clock"
            #expect((failure.remedy != nil) == isToldOf, "\(meaning.code)")
        }
        for status in [301, 400, 401, 403, 404] {
            #expect(StorageFailure.refusal(StorageErrorReply(.text(status)), target: Self.target).remedy != nil)
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
        let failure = StorageFailure.refusal(StorageErrorReply(response), target: Self.target)
        #expect(failure.code == "storage.wrong-region")
        #expect(failure.remedy == "set storage.region: eu-central-1")
    }

    @Test("a region that came with another refusal is not offered as the remedy")
    func regionBeside() {
        let reply = StorageErrorReply(.refusal(403, "AccessDenied", headers: ["x-amz-bucket-region": "eu-central-1"]))
        let failure = StorageFailure.refusal(reply, target: Self.target)
        #expect(failure.code == "storage.access-denied")
        #expect(failure.remedy?.contains("eu-central-1") == false)
    }

    @Test(
        "a wrong endpoint is told with the right one, as OSS does it under AccessDenied, too",
        arguments: ["PermanentRedirect", "TemporaryRedirect", "AccessDenied"])
    func rightEndpoint(code: String) {
        let children = "<Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint><EC>0003-00001403</EC>"
        let failure = StorageFailure.refusal(
            StorageErrorReply(.refusal(403, code, children: children)), target: Self.target)
        #expect(failure.code == "storage.wrong-region")
        #expect(failure.disposition == .stop(.configuration))
        #expect(failure.remedy?.contains("oss-cn-beijing.aliyuncs.com") == true)
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
