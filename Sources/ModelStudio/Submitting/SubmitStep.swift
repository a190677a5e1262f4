import Failures
import HTTPTransport

/// What one attempt to submit came to, decided on the reply alone.
enum SubmitStep: Sendable {
    case done(SubmitOutcome)
    /// Nothing was created, and the same request may be accepted later.
    case again(Failure)

    /// The outcome, should there be no further attempt.
    var outcome: SubmitOutcome {
        switch self {
        case .done(let outcome): outcome
        case .again(let failure): .refused(failure)
        }
    }

    /// An exchange without a whole reply.
    init(_ error: TransportError, of service: AskedService) {
        let failure = ServiceError.failure(error, of: service)
        if !error.isUnsent {
            self = .done(.unclear(failure))
        } else if error.kind == .badRequest || error.kind == .addressRefused || error.kind == .cancelled {
            self = .done(.refused(failure))
        } else {
            self = .again(failure)
        }
    }

    /// A whole reply.
    init(_ response: HTTPResponse, of service: AskedService) {
        let reply = JSONValue(parsing: response.body) ?? .null
        if response.head.isSuccess {
            self = .done(Self.accepted(reply, response.head.headers))
            return
        }
        let failure = ServiceError.failure(response, of: service)
        // Without a code of the service the reply is a gateway's, which may come after the service took the task.
        let isRefusal = (400..<500).contains(response.head.status) && Self.namesCode(reply)
        if isRefusal, failure.code == ServiceRule.throttled {
            self = .again(failure)
        } else if isRefusal, !failure.mayPass {
            self = .done(.refused(failure))
        } else {
            self = .done(.unclear(failure))
        }
    }

    /// The service's codes are words; a number is a gateway's.
    private static func namesCode(_ reply: JSONValue) -> Bool {
        guard case .string(let code) = reply["code"] else { return false }
        return code.contains(where: \.isLetter)
    }

    private static func accepted(_ reply: JSONValue, _ headers: HTTPHeaders) -> SubmitOutcome {
        guard let id = reply["output"]?["task_id"]?.text else {
            return .unclear(TaskReportDecoder.badReply("to a submit has no task_id"))
        }
        do throws(Failure) {
            try TaskID.validate(id)
        } catch {
            return .unclear(error)
        }
        let requestID = reply["request_id"]?.text ?? headers["x-request-id"]
        return .accepted(taskID: id, requestID: requestID.map(ServiceText.shown))
    }
}

extension Failure {
    /// The wait the service asked for.
    var retryAfter: Duration? {
        if case .retry(let after) = disposition { after } else { nil }
    }

    fileprivate var mayPass: Bool {
        if case .retry = disposition { true } else { false }
    }
}
