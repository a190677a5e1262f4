import HTTPTransport

/// What the answer to a ping means.
enum PingVerdict: Equatable {
    case taken
    /// It was not taken; another try may help.
    case busy(String)
    /// It was not taken, and would not be another time.
    case refused(String)

    /// Redirects are not followed: what is secret in the URL stays with its host.
    init(_ result: Result<HTTPResponse, TransportError>) {
        switch result {
        case .success(let response):
            switch response.head.status {
            case 200..<300: self = .taken
            case 300..<400: self = .refused("it answered \(response.head.status), a redirect, which is not followed")
            case 429, 500...: self = .busy("it answered \(response.head.status)")
            default: self = .refused("it answered \(response.head.status)")
            }
        case .failure(let error):
            // The detail of libcurl may name the URL's path.
            switch error.kind {
            case .nameNotResolved: self = .busy("its name could not be resolved")
            case .notConnected: self = .busy("no connection came about")
            case .tls: self = .refused("TLS failed, or its certificate is not trusted")
            case .timedOut: self = .busy("it did not answer in time")
            case .broken: self = .busy("the connection broke")
            case .badReply: self = .refused("its answer is not HTTP, or too long")
            case .addressRefused, .badRequest: self = .refused("the request cannot be sent")
            case .cancelled: self = .refused("the run was stopped meanwhile")
            }
        }
    }
}
