import Failures
import HTTPTransport

/// A service that gives keys out: how it is asked, and what its silence means.
struct KeyService {
    let http: any HTTPExchanging
    /// What messages call it, e.g. `the token service https://sts.amazonaws.com`.
    let name: String
    /// Time for one attempt.
    let time: Duration

    private static let attempts = 2
    private static let largestReply = 256 << 10

    /// Asks, and once more at once where that may help.
    ///
    /// - Returns: The last reply, whatever its status.
    func exchange(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let limits = ExchangeLimits(responseBytes: Self.largestReply, time: time)
        for _ in 1..<Self.attempts {
            do {
                let reply = try await http.exchange(request, limits: limits)
                if reply.head.status < 500 && reply.head.status != 429 { return reply }
            } catch {
                guard error.kind != .cancelled, error.kind != .badRequest else { throw error }
            }
        }
        return try await http.exchange(request, limits: limits)
    }

    /// As ``exchange(_:)``, silence being a failure.
    func reply(to request: HTTPRequest) async throws(Failure) -> HTTPResponse {
        do { return try await exchange(request) } catch { throw silence(error) }
    }

    /// The keys of a JSON reply.
    ///
    /// - Parameter origin: what the key says of where it is from.
    func keys(_ request: HTTPRequest, origin: String) async throws(Failure) -> AccessKey {
        let reply = try await reply(to: request)
        let document = KeyDocument(parsing: reply.body)
        guard reply.head.isSuccess, let document, document.code.map({ $0 == "Success" }) ?? true else {
            throw refusal(reply, document?.code.map { ServiceText.shown($0) })
        }
        return try document.accessKey(origin: origin)
    }

    /// - Parameter reason: what the service says, fit for a message.
    func refusal(_ reply: HTTPResponse, _ reason: String?, remedy: String? = nil) -> Failure {
        let status = reply.head.status
        let answer = reason ?? (reply.head.isSuccess ? "an answer without keys" : "HTTP \(status)")
        if status >= 500 || status == 429 {
            return Failure(
                "storage.credentials-unavailable", "\(name) gives no keys now: \(answer)", disposition: .retry())
        }
        return .credentials(
            "storage.credentials-refused", "\(name) gives no keys: \(answer)", remedy: remedy ?? "look at its setup")
    }

    private func silence(_ error: TransportError) -> Failure {
        guard error.kind != .cancelled else { return .searchCancelled }
        return Failure(
            "storage.credentials-unreachable", "\(name) gives no answer: \(error.detail)",
            remedy: "check that it runs and that this machine reaches it",
            disposition: error.isUnsent ? .unreachable : .retry(), cause: error)
    }
}
