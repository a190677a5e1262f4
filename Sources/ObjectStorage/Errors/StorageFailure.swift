import Failures
public import HTTPTransport

/// What refusals and broken connections of the storage mean. Retry loop, manifest and exit code follow it.
enum StorageFailure {
    /// Code of the failure that a connection to the storage broke.
    static let connectionCode = "storage.connection"
    /// Code of the failure that a success is not told in the words of the protocol.
    static let badReplyCode = "storage.bad-reply"

    /// Service codes of S3 and OSS (object-storage facts 4.5 and 5.5).
    private static let rules = StorageRule.access + StorageRule.requests

    /// The meaning of a response that is not a success.
    static func refusal(_ reply: StorageErrorReply, of target: StorageTarget) -> Failure {
        guard let rule = rule(for: reply) else { return byStatus(reply, of: target) }
        return failure(rule.area, rule.says, remedy(rule, reply, target), rule.disposition, reply, target)
    }

    private static func rule(for reply: StorageErrorReply) -> StorageRule? {
        // OSS refuses a wrong endpoint as AccessDenied, and names the right one.
        if reply.code == StorageRule.accessDenied, reply.endpoint != nil {
            return rules.first { $0.area == StorageRule.wrongRegion }
        }
        return reply.code.flatMap { code in rules.first { $0.codes.contains(code) } }
    }

    private static func remedy(_ rule: StorageRule, _ reply: StorageErrorReply, _ target: StorageTarget) -> String? {
        switch rule.area {
        case StorageRule.wrongRegion where reply.region != nil && reply.code != StorageRule.accessDenied:
            reply.region.map { "set storage.region: \($0)" }
        case StorageRule.wrongRegion where reply.endpoint != nil:
            reply.endpoint.map { "set storage.endpoint to the bucket's own; the storage names \($0)" }
        case "storage.access-denied":
            "grant it \(target.action.permission(target.dialect)) on the bucket and prefix of storage.url"
        default: rule.remedy?.text(target.dialect)
        }
    }

    /// Replies without a code we know, among them those of HEAD and of proxies.
    private static func byStatus(_ reply: StorageErrorReply, of target: StorageTarget) -> Failure {
        func failure(_ code: String, _ says: String, _ remedy: String?, _ disposition: Disposition) -> Failure {
            Self.failure(code, says, remedy, disposition, reply, target)
        }
        return switch reply.status {
        case let status where target.existenceStatuses.contains(status):
            existence(of: target, reason: ": \(reply.summary)")
        case 401, 403:
            failure(
                "storage.access-denied", "the storage refuses access",
                "check the storage credentials and what they may do", .stop(.credentials))
        case 404:
            failure(
                StorageRule.notFound, "the storage does not know the place",
                "check storage.endpoint, storage.addressing and the bucket in storage.url", .stop(.configuration))
        case 307:
            failure(
                StorageRule.detour, "the storage sends us elsewhere for a while",
                "if it lasts, set storage.endpoint to the bucket's own", .retry())
        case 300..<400:
            failure(
                "storage.redirected", "the storage sends us elsewhere, and signed requests are not redirected",
                "set storage.endpoint to the bucket's own endpoint", .stop(.configuration))
        case 429, 503: failure(StorageRule.slowDown, "the storage asks to slow down", nil, .retry())
        // An error with status 200 came after the storage had begun to answer.
        case 200..<300, 408, 417, 500...:
            failure(StorageRule.transient, "the storage could not do it", nil, .retry())
        default:
            failure(
                "storage.request-refused", "the storage refuses the request",
                "check the optional storage settings", .stop(.configuration))
        }
    }

    /// There is an object, and it is not to be replaced.
    ///
    /// - Parameter reason: what the storage says, with a colon before it; nothing where we looked ourselves.
    static func existence(of target: StorageTarget, reason: String = "") -> Failure {
        Failure(
            StorageRule.exists, "an object of that key exists, and storage.overwrite is false: \(target.text)\(reason)",
            remedy: "set storage.overwrite: true, or change storage.key", disposition: .giveUp)
    }

    private static func failure(
        _ code: String, _ says: String, _ remedy: String?, _ disposition: Disposition, _ reply: StorageErrorReply,
        _ target: StorageTarget
    ) -> Failure {
        Failure(
            code, "\(says): \(target.text): \(reply.summary)", remedy: remedy,
            disposition: disposition == .retry() ? .retry(after: reply.retryAfter) : disposition)
    }

    /// A success whose document is not the one of the protocol.
    static func badReply(_ what: String, of target: StorageTarget) -> Failure {
        Failure(
            badReplyCode, "the storage answers with \(what): \(target.text)",
            remedy: "check storage.endpoint; a proxy or a web page may stand there instead of the storage",
            disposition: .retry())
    }

    /// The storage says itself that it holds other bytes than were sent.
    static func wrongBytes(_ why: String, of target: StorageTarget) -> Failure {
        Failure(StorageRule.wrongChecksum, "\(why): \(target.text)", disposition: .retry())
    }

    /// A connection to the storage that failed.
    ///
    /// - Parameter endpoint: base URL of the storage, without secrets.
    static func connection(_ error: TransportError, endpoint: String) -> Failure {
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
            error.kind.isUnreachable ? "storage.unreachable" : connectionCode,
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
