import HTTPTransport
import Synchronization

/// Does something else before the first upload of the JSON lines goes out.
final class Overtaking: HTTPExchanging {
    private let http: HTTPClient
    private let action: @Sendable () async -> Void
    private let isDone = Mutex(false)

    init(_ http: HTTPClient, _ action: @escaping @Sendable () async -> Void) {
        self.http = http
        self.action = action
    }

    func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
        if request.method == "PUT", request.url.contains("manifest.jsonl") {
            let isFirst = isDone.withLock { isDone in
                defer { isDone = true }
                return !isDone
            }
            if isFirst { await action() }
        }
        return try await http.exchange(request, limits: limits)
    }
}
