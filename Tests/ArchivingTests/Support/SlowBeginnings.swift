import HTTPTransport

/// Keeps the answer that names a new multipart upload back for a while, as a busy storage does.
struct SlowBeginnings: HTTPExchanging {
    let http: HTTPClient
    let latency: Duration

    func exchange(
        _ request: HTTPRequest, limits: ExchangeLimits
    ) async throws(TransportError) -> HTTPResponse {
        let response = try await http.exchange(request, limits: limits)
        guard latency > .zero, request.method == "POST", request.url.contains("?uploads") else { return response }
        do { try await Task.sleep(for: latency) } catch { throw TransportError(.cancelled, "cancelled") }
        return response
    }
}
