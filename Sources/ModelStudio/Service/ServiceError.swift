public import Failures
public import HTTPTransport

/// What an error of the service means for the program and for the person reading it.
public enum ServiceError {
    /// The failure behind a reply that is not a success.
    ///
    /// - Parameters:
    ///   - response: Status, headers (`Retry-After`, `x-request-id`) and body as received.
    ///   - service: Who was asked.
    public static func failure(_ response: HTTPResponse, of service: AskedService = AskedService()) -> Failure {
        failure(
            status: response.head.status, reply: JSONValue(parsing: response.body) ?? .null,
            headers: response.head.headers, of: service)
    }

    /// The failure behind an exchange that brought no whole reply. The caller decides what a lasting one means.
    ///
    /// - Parameters:
    ///   - error: What ended the exchange.
    ///   - service: Who was asked.
    public static func failure(_ error: TransportError, of service: AskedService = AskedService()) -> Failure {
        let place = service.origin.map { " at \($0)" } ?? ""
        let (code, what, disposition): (String, String, Disposition) =
            switch error.kind {
            case .nameNotResolved, .notConnected, .tls:
                ("studio.unreachable", "Model Studio cannot be reached\(place)", .unreachable)
            case .timedOut:
                ("studio.unreachable", "Model Studio did not answer in time\(place)", .retry())
            case .broken, .badReply:
                ("studio.bad-reply", "the reply of Model Studio was cut off or unusable", .retry())
            case .addressRefused, .badRequest:
                ("studio.bad-endpoint", "the request to Model Studio could not be sent", .stop(.configuration))
            case .cancelled:
                ("studio.cancelled", "the request to Model Studio was cancelled", .retry())
            }
        return Failure(
            code, "\(what): \(ServiceText.shown(error.detail))", remedy: remedy(error.kind, of: service),
            disposition: disposition,
            cause: error)
    }

    static func failure(
        status: Int, reply: JSONValue, headers: HTTPHeaders = [:], of service: AskedService = AskedService()
    ) -> Failure {
        let code = reply["code"]?.text
        let rule = ServiceRule.table.first { $0.covers(status: status, code: code) } ?? .unreadable
        let disposition: Disposition =
            switch rule.verdict {
            case .retry: .retry(after: RetryAfter.wait(headers, now: service.now))
            case .giveUp: .giveUp
            case .stop(let status): .stop(status)
            }
        let remedy: String? =
            switch rule.remedy {
            case .none: nil
            case .text(let text): text
            case .checkKey: service.keyRemedy
            }
        return Failure(
            rule.failure, sentence(status, code, reply, headers), remedy: remedy, disposition: disposition)
    }

    private static func sentence(
        _ status: Int, _ code: String?, _ reply: JSONValue, _ headers: HTTPHeaders
    ) -> String {
        var text = "Model Studio answered \(status)"
        if let code { text += " \(ServiceText.shown(code))" }
        if let message = (reply["message"] ?? reply["msg"])?.text { text += ": \(ServiceText.sentence(message))" }
        if let id = reply["request_id"]?.text ?? headers["x-request-id"] {
            text += " (request \(ServiceText.shown(id)))"
        }
        return text
    }

    private static func remedy(_ kind: TransportError.Kind, of service: AskedService) -> String? {
        // Where an upload goes the service says, no setting.
        let settings = service.origin == nil ? "" : "studio.region or studio.endpoint, "
        return switch kind {
        case .nameNotResolved: "check \(settings)the name server and HTTPS_PROXY"
        case .notConnected, .timedOut: "check \(settings)the network and HTTPS_PROXY"
        case .tls: "check the system's clock and CA certificates"
        case .addressRefused, .badRequest: "check studio.endpoint and the API key for characters that cannot be sent"
        case .broken, .badReply, .cancelled: nil
        }
    }
}
