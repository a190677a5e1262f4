import HTTPTransport
import Synchronization

/// Does something else before the first request of a kind goes out.
final class Overtaking: HTTPExchanging {
    private let http: HTTPClient
    private let isMeant: @Sendable (HTTPRequest) -> Bool
    private let action: @Sendable () async -> Void
    private let isDone = Mutex(false)

    /// - Parameter isMeant: tells that kind; by default the upload of the JSON lines.
    init(
        _ http: HTTPClient,
        before isMeant: @escaping @Sendable (HTTPRequest) -> Bool = {
            $0.method == "PUT" && $0.url.contains("manifest.jsonl")
        }, _ action: @escaping @Sendable () async -> Void
    ) {
        self.http = http
        self.isMeant = isMeant
        self.action = action
    }

    func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
        if isMeant(request) {
            let isFirst = isDone.withLock { isDone in
                defer { isDone = true }
                return !isDone
            }
            if isFirst { await action() }
        }
        return try await http.exchange(request, limits: limits)
    }
}
